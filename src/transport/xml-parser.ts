// A CommonJS package: esbuild finds its names only behind a static import. Load this on use.
export { parseXml, XmlError } from '@rgrove/parse-xml';
