-- Every text a file holds, in its order: source and key, and the value unless another column has it ("as").
alter table media_analysis add column texts text;
