/** Rises whenever a golden number or what is said of it moves: a stored answer names the engine that made it. */
export const ENGINE_VERSION = 2;
