export { phoneText } from '@einwohnerportal/cases';
