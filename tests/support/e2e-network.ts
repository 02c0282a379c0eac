/** The header that the test stack believes, as a server behind a proxy would: each browser test is a network of its own. */
export const NETWORK_HEADER = 'x-real-ip';
