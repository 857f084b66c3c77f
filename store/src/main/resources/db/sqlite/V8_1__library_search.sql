-- Words, already taken apart and folded, so the tokenizer only divides at spaces. The texts themselves stay where they are:
-- this keeps nothing but the index of them.

create virtual table library_search using fts5(
    prompt, negative, name, keywords, tags,
    content='', contentless_delete=1, tokenize='ascii', prefix='2 3'
);

-- Files whose rows above are out of date. Triggers, so that they are noted by the transaction that changes them, whichever
-- program that is; one row and one page a commit. ("or ignore" would not do: in a trigger the outer statement's policy counts.)
create table library_changes (
    media_id integer not null primary key
);
insert into library_changes (media_id) select id from media_files;

create trigger library_file_added after insert on media_files
begin
    insert into library_changes (media_id) select new.id
    where not exists (select 1 from library_changes where media_id = new.id);
end;
create trigger library_file_changed after update on media_files
begin
    insert into library_changes (media_id) select new.id
    where not exists (select 1 from library_changes where media_id = new.id);
end;
create trigger library_file_gone after delete on media_files
begin
    insert into library_changes (media_id) select old.id
    where not exists (select 1 from library_changes where media_id = old.id);
end;
create trigger library_file_missing after update of missing_since on media_analysis
    when old.missing_since is not new.missing_since
begin
    insert into library_changes (media_id) select new.media_id
    where not exists (select 1 from library_changes where media_id = new.media_id);
end;
create trigger library_keyword_given after insert on media_keywords when new.keyword_type = 'user'
begin
    insert into library_changes (media_id) select new.media_file_id
    where not exists (select 1 from library_changes where media_id = new.media_file_id);
end;
create trigger library_keyword_taken after delete on media_keywords when old.keyword_type = 'user'
begin
    insert into library_changes (media_id) select old.media_file_id
    where not exists (select 1 from library_changes where media_id = old.media_file_id);
end;
