/** One thing the keyboard can do, as bound by the keymap and listed on the `?` sheet. */
export interface Command {
  /** `$mod+KeyZ`, `Shift+Digit1`, `Slash`: modifiers, then a `KeyboardEvent.code`; `$mod` is ⌘ on a Mac, else Ctrl. */
  readonly keys: string;
  /** Imperative, in sentence case. */
  readonly title: string;
  /** The heading it stands under on the sheet. */
  readonly group: string;
  /**
   * Set where the browser itself turns the keys into an event that the studio answers, such as `copy`:
   * listed on the sheet, never bound, since binding would swallow the event.
   */
  readonly native?: true;
  run(): void;
}
