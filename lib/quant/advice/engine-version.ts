/** Rises whenever a golden number moves: a stored answer names the engine that made it. */
export const ENGINE_VERSION = 1;
