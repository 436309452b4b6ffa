import Joi from 'joi';
import { type CalendarDay, isCalendarDay } from '../../../kernel/calendar-day.js';
import type { Condition } from '../../domain/conditions.js';
import { type Length, lengthUnits } from '../../domain/entries/entry.js';
import { type Mark, marks } from '../../domain/marks.js';

export const text = Joi.string().required();
export const textOrNull = Joi.string().allow(null).required();
export const texts = Joi.array().items(Joi.string()).required();
export const whole = Joi.number().integer().required();
export const flag = Joi.boolean().required();
export const level = Joi.number().integer().min(1).max(5).required();
export const mark = Joi.string<Mark>().valid(...marks).required();

/** One of the codes given; required. */
export function oneOf<Code extends string>(...codes: readonly Code[]): Joi.StringSchema<Code> {
  return Joi.string<Code>().valid(...codes).required();
}

/** An existing day, YYYY-MM-DD. */
export const day = Joi.string<CalendarDay>()
  .custom((value: string, helpers) => (isCalendarDay(value) ? value : helpers.error('string.isoDate')))
  .required();

export const dayOrNull = day.allow(null);

export const length = Joi.object<Length>({ amount: whole.positive(), unit: oneOf(...lengthUnits) });

export const condition = Joi.object<Condition>({
  personalData: Joi.boolean(),
  cloud: Joi.boolean(),
  minLevel: Joi.number().integer().min(1).max(5),
}).min(1);

/** The fields of every entry; spread into each schema. */
export const entryFields = { id: text, mark, source: text };

/** The fields of an entry that is a choice in a list. */
export const labelledFields = { ...entryFields, label: text };
