export { toCsv } from './csv.ts';
export { readOfficeCase, type OfficeCaseView } from './read-office-case.ts';
export { SEARCH_PURPOSES, searchCases, type CaseSearch, type FoundCase, type SearchPurpose, type SearchResult } from './search-cases.ts';
