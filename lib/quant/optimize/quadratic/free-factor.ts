/** H + shift I over the variables that are free to move, factored and kept so as they come and go. */
export interface FreeFactor {
  /** Number of free variables, and which they are, in the order of the factor. */
  readonly count: () => number;
  readonly order: Int32Array;
  /** False where the free block would become singular; the variable is then not added. */
  readonly append: (variable: number) => boolean;
  readonly remove: (position: number) => void;
  /** Keeps the first `count` variables. */
  readonly truncate: (count: number) => void;
  /** Solves (H + shift I)_FF x = vector in place, in the order of the factor. */
  readonly solve: (vector: Float64Array) => void;
  /** Is taking several out one by one dearer than building what follows them anew? */
  readonly isRebuildCheaper: (removals: number, first: number) => boolean;
}

/** A Hessian in one of its forms, divided by its largest diagonal entry. */
export interface Curvature {
  readonly size: number;
  /** The largest diagonal entry of H as given; 0 for a linear objective. */
  readonly scale: number;
  readonly diagonal: Float64Array;
  /** target = H vector / scale. */
  readonly multiply: (vector: Float64Array, target: Float64Array) => void;
  readonly freeFactor: (shift: number) => FreeFactor;
}
