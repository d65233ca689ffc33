import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Large tables are parsed as JSON, not as programs.
  json: { stringify: true, namedExports: false },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Files share what is loaded: no test changes a module or the environment.
    isolate: false,
  },
});
