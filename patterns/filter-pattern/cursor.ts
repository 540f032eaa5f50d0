import { type Token, tokenAt } from "./tokens";

/** A position in the text of a JSON pattern, advanced by the functions that read from it. */
export interface Cursor {
  readonly text: string;
  token: Token;
  regexes: number;
}

/** Before the first token at or after the offset. */
export function cursorAt(text: string, offset: number): Cursor {
  return { text, token: tokenAt(text, offset), regexes: 0 };
}

/** Moves to the next token. */
export function next(cursor: Cursor): Token {
  cursor.token = tokenAt(cursor.text, cursor.token.offset + cursor.token.text.length);
  return cursor.token;
}
