/** A secret as it is, and in the encodings that protocols and formats put it into. */
export function formsOf(secret: string, user: string): readonly string[] {
  const texts = [
    secret,
    `\0${user}\0${secret}`,
    `${user}\0${user}\0${secret}`,
    `user=${user}\x01auth=Bearer ${secret}\x01\x01`,
  ];
  return texts.flatMap((text) => {
    const bytes = Buffer.from(text);
    const base64 = bytes.toString('base64').replace(/=+$/, '');
    return [
      text,
      base64,
      base64.slice(0, -2),
      bytes.toString('base64url'),
      bytes.toString('hex'),
      encodeURIComponent(text),
    ];
  });
}
