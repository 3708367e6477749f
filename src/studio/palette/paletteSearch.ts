let field: HTMLInputElement | undefined;

/** Makes `input` the one that `/` leads to. Returns how to take it back. */
export function offerPaletteSearch(input: HTMLInputElement): () => void {
  field = input;
  return () => {
    if (field === input) field = undefined;
  };
}

/** Puts the keyboard into the palette's search; false where the palette shows none. */
export function focusPaletteSearch(): boolean {
  field?.focus();
  field?.select();
  return field !== undefined;
}
