export { readDescriptor } from '../transport/descriptor.ts';
