/** learn.microsoft.com/office365/servicedescriptions/sharepoint-online-service-description/sharepoint-online-limits. */
export const LIST_VIEW_THRESHOLD = 5_000

/** Ibid.: no index can be added by hand to a list beyond this size. */
export const INDEXABLE_ITEMS = 20_000

/** support.microsoft.com "Add an index to a list or library column": at most 20 per list. */
export const INDEXES_PER_LIST = 20

/** Ibid.: a single line of text. */
export const TEXT_LENGTH = 255

/** learn.microsoft.com/sharepoint/dev: an internal name is cut off here. */
export const INTERNAL_NAME_LENGTH = 32

/** Versions that are kept of an item; SharePoint keeps up to 500 where a list has versions. */
export const VERSIONS_KEPT = 50

/** learn.microsoft.com/previous-versions/office/developer/sharepoint-2010/bb447465 (change log): 60 days. */
export const CHANGE_LOG_MS = 60 * 24 * 3_600_000
