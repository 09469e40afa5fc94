/** What the meter extension is to do in one extension host. */
export interface Order {
  /** Extensions to activate, in this order. */
  readonly ids: readonly string[];
  /** One more, activated under the CPU profiler. */
  readonly profiled?: string;
}

/** What activating one extension took. */
export interface Activation {
  readonly id: string;
  /** From calling `activate()` of the extension's API object until its promise resolves. */
  readonly ms: number;
  /** Growth of the used heap, after garbage collections before and after. */
  readonly heapBytes: number;
}

/** What the meter extension writes as `measured.json`. */
export interface Measured {
  readonly activations: Activation[];
  error?: string;
}
