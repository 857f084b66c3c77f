-- How a camera was set, as JSON: seldom there, shown and never searched, so one column costs a commit least.

alter table media_analysis add column exposure text;
