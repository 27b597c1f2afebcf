export { XmlError, type XmlErrorCode } from './errors.ts';
export { usualLimits, type XmlElement, type XmlLimits } from './types.ts';
export { childOf, childrenOf, elementAt, readXml, streamXml, textAt } from './read.ts';
export { element, escapeAttribute, escapeText, optionalElement, startTag, type Attributes } from './write.ts';
export { validateXml, type XmlFile, type XmlValidation } from './validate.ts';
