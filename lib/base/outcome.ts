/**
 * Expected outcomes are values with a `status`; bugs are throws.
 * One closed table of what can go wrong for a user: each code fixes the HTTP status and the CLI exit code at every door.
 */
export const ERROR_CODES = {
  'bad-input': { httpStatus: 400, exitCode: 2 },
  'not-signed-in': { httpStatus: 401, exitCode: 3 },
  'not-allowed': { httpStatus: 403, exitCode: 3 },
  'not-found': { httpStatus: 404, exitCode: 4 },
  conflict: { httpStatus: 409, exitCode: 5 },
  'too-large': { httpStatus: 413, exitCode: 2 },
  'too-many-requests': { httpStatus: 429, exitCode: 6 },
  unavailable: { httpStatus: 503, exitCode: 7 },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** `field` is a dotted path into the input, a file:row:column, or a limit's name; `message` is one whole sentence. */
export interface Refusal {
  readonly status: 'refused';
  readonly code: ErrorCode;
  readonly message: string;
  readonly field?: string;
}

export interface Done<T> {
  readonly status: 'done';
  readonly value: T;
}

export type Outcome<T> = Done<T> | Refusal;

export const done = <T>(value: T): Done<T> => ({ status: 'done', value });

export const refused = (code: ErrorCode, message: string, field?: string): Refusal =>
  field === undefined ? { status: 'refused', code, message } : { status: 'refused', code, message, field };
