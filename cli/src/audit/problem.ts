export type ProblemCode =
  /** a line is not the canonical JSON of what it says, or not UTF-8 */
  | 'not_canonical'
  /** a line is none of the three that the format has */
  | 'unknown_line'
  | 'start_missing'
  | 'end_missing'
  /** something follows the checkpoint */
  | 'after_the_end'
  /** an entry is missing, added, or in another place */
  | 'position'
  /** an entry is not the one that was sealed there */
  | 'entry_altered'
  /** the checkpoint names another number of entries than the export carries */
  | 'count'
  /** the checkpoint names another head than the entries lead to */
  | 'head'
  /** start and end speak of different organisations or beginnings */
  | 'other_export'
  /** the checkpoint was not signed with the key that it names */
  | 'signature'
  /** a remembered checkpoint is itself no longer what was signed */
  | 'remembered_altered'
  | 'remembered_other_organisation'
  /** the export is signed with another key than the remembered checkpoint */
  | 'remembered_other_key'
  /** the log had more entries once */
  | 'remembered_longer'
  /** the log had other entries once */
  | 'remembered_differs'
  /** the export begins after every remembered checkpoint, so nothing could be compared */
  | 'remembered_before'

export interface Problem {
  code: ProblemCode
  /** the line of the export, from 1; 0 where it is no single line's */
  line: number
  /** a sentence for a person */
  message: string
}
