/** Compresses an answer if the client accepts it. */
export function compress(answer: Response, { headers: asked }: Request): Response {
  const headers = new Headers(answer.headers);
  const takes = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(asked.get('Accept-Encoding') ?? '');
  if (!takes || !answer.body || headers.has('Content-Encoding')) {
    return answer;
  }
  headers.set('Content-Encoding', 'gzip');
  headers.append('Vary', 'Accept-Encoding');
  headers.delete('Content-Length');
  const body = answer.body.pipeThrough(new CompressionStream('gzip'));
  return new Response(body, { status: answer.status, headers });
}
