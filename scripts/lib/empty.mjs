// Stands in for 'server-only' in our own bundles: that package throws outside the web server's build.
export {};
