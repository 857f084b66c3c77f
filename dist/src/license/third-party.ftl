<#-- dependencyMap: a list of entries, the artifact and the names of its licences -->
# Third-party notices

What is in the jar beside Media Ingest's own code. `scripts/notices` writes this page from the build, from what the makers say in the descriptions of
their libraries, and a test compares the two. The texts of the licences are in the jar, as far as their makers put them there.

## Inside of some of them

Libraries with native code bring works of others along, under licences of their own:

- `org.bytedeco:ffmpeg` has FFmpeg, under the LGPL version 3 or later, with the codecs its makers built in. It is loaded as shared libraries, which are
  unpacked into a folder (docs/operate/server.md); sources and build scripts are at https://ffmpeg.org and https://github.com/bytedeco/javacpp-presets.
- `org.bytedeco:leptonica` has Leptonica (BSD, 2 clauses) and in it libjpeg-turbo (IJG, BSD with 3 clauses, zlib), libwebp (BSD, 3 clauses), libpng, libtiff,
  giflib, OpenJPEG and zlib under their own permissive licences, and GCC's libgomp (GPL 3 with the runtime library exception).
- `org.xerial:sqlite-jdbc` has SQLite, which is in the public domain.
- `com.microsoft.onnxruntime:onnxruntime` has ONNX Runtime (MIT) and the works named in its ThirdPartyNotices.
- The classifier `nsfw-mobilenet-v2` is NSFWJS's MobileNetV2 (MIT); its licence lies beside it.

## Libraries

| library | version | licence | home |
|---|---|---|---|
<#list dependencyMap as e>
<#assign p = e.getKey()>
<#if p.groupId != "dev.mediaingest">
| `${p.groupId}:${p.artifactId}` | ${p.version} | <#list e.getValue() as licence>${licence}<#if licence_has_next> or </#if></#list> | ${p.url!""} |
</#if>
</#list>
