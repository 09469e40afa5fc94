/** A person as far as the sidebar needs one: the id finds them, the name is for show until more is known. */
export interface Person {
  readonly userId: string;
  readonly displayName: string;
}
