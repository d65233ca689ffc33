// Loaded on the first question; named here so that the bundle holds these four prompts only.
export { confirm, input, password, select } from '@inquirer/prompts';
