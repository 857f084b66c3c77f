/**
 * ComfyUI's graphs: what generated the picture is found by following the links from the sampler to its inputs. What is known of node
 * classes is data ({@code comfy-nodes.tsv}), with its sources.
 */
@NullMarked
package dev.mediaingest.analyse.generation.comfy;

import org.jspecify.annotations.NullMarked;
