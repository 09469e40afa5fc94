import type { ProbeResult, ProbeRow } from './types';

/**
 * The result as text to read and to paste into an issue; in English, since those who read issues
 * must understand it. Contains only what `ProbeResult` does.
 */
export function describeProbe({ rows, readings }: ProbeResult, isDemo = false): string {
  const width = Math.max(...rows.map(({ operation }) => operation.length));
  return [
    isDemo ? 'Connection to the demo, which is no Circuit server' : 'Connection to Circuit',
    '',
    ...rows.map(row => describeRow(row, width)),
    '',
    `Several ids:              ${readings.arrays}`,
    `End of Do Not Disturb:    ${readings.dndUntil}`,
    `Not asked for JSON:       ${readings.withoutAccept}`,
    `Batch with an unknown id: ${readings.unknownInBatch}`,
    `Error body:               ${readings.errorBody}`,
    `Scopes of the token:      ${readings.scopeAs}`,
    '',
  ].join('\n');
}

function describeRow({ operation, ok, status, ms }: ProbeRow, width: number): string {
  const verdict = ok ? 'ok    ' : status === 'skipped' ? '-     ' : 'failed';
  const time = status === 'skipped' ? '' : `  ${ms} ms`;
  const shape = !ok && status === 200 ? ', but not of the expected shape' : '';
  return `${verdict}  ${operation.padEnd(width)}  ${status}${shape}${time}`;
}
