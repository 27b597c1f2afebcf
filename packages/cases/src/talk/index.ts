export { countUnreadTalks, listUnreadTalks } from './list-unread.ts';
export { readOfficeTalk, readTalk } from './read-talk.ts';
export { LONGEST_WORDS, writeMessage, writeNote, writeOfficeMessage, type Written } from './write-talk.ts';
