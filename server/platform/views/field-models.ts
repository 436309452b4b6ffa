/** What every field partial takes; templates may also give these one by one as hash parameters. */
export interface FieldModel {
  readonly name: string;
  readonly label: string;
  /** Only where two fields of a page share a name; otherwise the name is the id. */
  readonly id?: string | undefined;
  readonly hint?: string | undefined;
  readonly value?: string | undefined;
  readonly error?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly autocomplete?: string | undefined;
}

/** `field-text`, and with `rows` also `field-textarea`. */
export interface TextFieldModel extends FieldModel {
  readonly type?: 'text' | 'email' | 'tel' | 'search' | undefined;
  readonly inputmode?: 'numeric' | 'decimal' | 'email' | 'tel' | undefined;
  readonly maxlength?: number | undefined;
  readonly width?: FieldWidth | undefined;
  readonly suffix?: string | undefined;
  readonly rows?: number | undefined;
}

/** 'short' about 10 characters, 'medium' about 24; without it the field is as wide as the form. */
export type FieldWidth = 'short' | 'medium';

/** One choice of a select, radio or checkbox field. */
export interface ChoiceModel {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** Needed for checkboxes; selects and radios also compare `value` with the field's value. */
  readonly checked?: boolean | undefined;
}

/** `field-select`, `field-radios`, `field-checkboxes`. */
export interface ChoiceFieldModel extends FieldModel {
  readonly options: readonly ChoiceModel[];
  /** Select only: text of the first, empty choice. */
  readonly placeholder?: string | undefined;
  readonly width?: FieldWidth | undefined;
  /** Radios only: choices stand beside each other. */
  readonly inline?: boolean | undefined;
}
