-- Words, already taken apart and folded. Weights: A prompt, B negative prompt, C name, D keywords; what begins with # is a whole
-- keyword.

create table library_search (
    media_id integer not null primary key,
    document tsvector not null
);
create index idx_library_search_document on library_search using gin (document);

-- Files whose rows are out of date, perhaps more than once. Triggers, so that they are noted by the transaction that changes
-- them, whichever program that is.
create table library_changes (
    media_id integer not null
);
insert into library_changes (media_id) select id from media_files;

create function library_note_file() returns trigger language plpgsql as $$
begin
    insert into library_changes (media_id) values (case tg_op when 'DELETE' then old.id else new.id end);
    return null;
end
$$;
create function library_note_analysis() returns trigger language plpgsql as $$
begin
    insert into library_changes (media_id) values (new.media_id);
    return null;
end
$$;
create function library_note_keyword() returns trigger language plpgsql as $$
begin
    insert into library_changes (media_id) values (case tg_op when 'DELETE' then old.media_file_id else new.media_file_id end);
    return null;
end
$$;
create trigger library_file after insert or update or delete on media_files
    for each row execute function library_note_file();
create trigger library_file_missing after update of missing_since on media_analysis
    for each row when (old.missing_since is distinct from new.missing_since) execute function library_note_analysis();
create trigger library_keyword_given after insert on media_keywords
    for each row when (new.keyword_type = 'user') execute function library_note_keyword();
create trigger library_keyword_taken after delete on media_keywords
    for each row when (old.keyword_type = 'user') execute function library_note_keyword();
