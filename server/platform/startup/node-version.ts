/** The oldest major version of Node that the product runs on (24 is the long-term support line until April 2028). */
export const OLDEST_NODE = 24;

/**
 * The sentence that refuses a Node that is too old, or undefined when it serves. Written without syntax that an old Node
 * could stumble over: it runs before anything else is loaded.
 */
export function nodeVersionProblem(version: string): string | undefined {
  const major = Number.parseInt(version.replace(/^v/, ''), 10);
  if (major >= OLDEST_NODE) return undefined;
  return (
    `Cần Node ${OLDEST_NODE} trở lên, đang chạy Node ${version}; hãy khởi động bằng "npm start" ` +
    `(Node ${OLDEST_NODE} or newer is needed, this is ${version}; start with "npm start", which brings its own).`
  );
}
