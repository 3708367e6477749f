import { expect, test } from 'vitest';
import { type KeyPress, matchesShortcut, shortcutWords } from './shortcut.ts';

function press(key: string, code: string, held: string = ''): KeyPress {
  return {
    key,
    code,
    ctrlKey: held.includes('C'),
    metaKey: held.includes('M'),
    shiftKey: held.includes('S'),
    altKey: held.includes('A'),
  };
}

test('the modifier is Ctrl, and ⌘ on a Mac', () => {
  expect(matchesShortcut(press('z', 'KeyZ', 'C'), '$mod+KeyZ', false)).toBe(true);
  expect(matchesShortcut(press('z', 'KeyZ', 'M'), '$mod+KeyZ', false)).toBe(false);
  expect(matchesShortcut(press('z', 'KeyZ', 'M'), '$mod+KeyZ', true)).toBe(true);
});

test('every modifier must be as written, no more and no less', () => {
  expect(matchesShortcut(press('Z', 'KeyZ', 'CS'), '$mod+KeyZ', false)).toBe(false);
  expect(matchesShortcut(press('Z', 'KeyZ', 'CS'), '$mod+Shift+KeyZ', false)).toBe(true);
  expect(matchesShortcut(press('p', 'KeyP'), 'KeyP', false)).toBe(true);
  expect(matchesShortcut(press('p', 'KeyP', 'A'), 'KeyP', false)).toBe(false);
});

test('letters go by what they type: Z on a German keyboard is where Y is on an American one', () => {
  expect(matchesShortcut(press('z', 'KeyY', 'C'), '$mod+KeyZ', false)).toBe(true);
  expect(matchesShortcut(press('y', 'KeyZ', 'C'), '$mod+KeyZ', false)).toBe(false);
});

test('letters of another script go by their place', () => {
  expect(matchesShortcut(press('я', 'KeyZ', 'C'), '$mod+KeyZ', false)).toBe(true);
});

test('slash and question mark are found wherever the layout has them', () => {
  expect(matchesShortcut(press('?', 'Slash', 'S'), 'Shift+Slash', false)).toBe(true);
  expect(matchesShortcut(press('?', 'Minus', 'S'), 'Shift+Slash', false)).toBe(true);
  expect(matchesShortcut(press('/', 'Digit7', 'S'), 'Slash', false)).toBe(true);
});

test('digits with Shift go by their place, since what they type differs', () => {
  expect(matchesShortcut(press('!', 'Digit1', 'S'), 'Shift+Digit1', false)).toBe(true);
});

test('shortcuts read as people say them', () => {
  expect(
    ['$mod+Shift+KeyE', 'Shift+Slash', 'F2', 'Shift+Digit1', 'Delete'].map(shortcutWords),
  ).toEqual(['Ctrl Shift E', '?', 'F2', 'Shift 1', 'Del']);
});
