-- Other rows than those of programs wait too: no campaign is to be worked with by halves.
ALTER TABLE journal_import_program RENAME TO journal_import_waiting;
