// `server-only` throws outside a React server bundle; under vitest the marker has nothing to guard.
export {};
