-- The order of the queue, how long runners had a session, the counts of one that has ended, and who asked for what.

alter table ingest_sessions add column queue_place bigint; -- of a session that waits, runs or was interrupted
alter table ingest_sessions add column working_since bigint; -- while a runner has it
alter table ingest_sessions add column worked_micros bigint not null default 0;
alter table ingest_sessions add column tally text; -- JSON: counts of an ended session that adds up; a list counts no items
alter table ingest_audit add column actor text;
