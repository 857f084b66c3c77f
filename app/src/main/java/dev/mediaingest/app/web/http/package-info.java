/**
 * Requests, below all features: who may ask, what a body and an address may say, how much and how slowly, and the problem that is
 * answered otherwise. It knows no page.
 */
@NullMarked
package dev.mediaingest.app.web.http;

import org.jspecify.annotations.NullMarked;
