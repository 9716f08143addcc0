/** The paths that archives give their files, as paths within a folder. */

/** Without a drive, a leading `/`, `.` and `..`, and with `/` alone: nothing leads out of the archive. */
export const archivePath = (name: string): string =>
  name
    .split(/[/\\]/)
    .filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[A-Za-z]:$/.test(part))
    .join('/')
