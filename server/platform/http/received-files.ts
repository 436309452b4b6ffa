/** A file that arrived with a form and lies whole in the evidence store, under the hash of its content. */
export interface StoredUpload {
  /** Name of the form field it came in. */
  readonly field: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: string;
  /** Display name, already made safe. */
  readonly name: string;
}
