package dev.mediaingest.engines.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.File;
import java.io.IOException;
import org.bytedeco.javacpp.Loader;

/**
 * ONNX Runtime's native libraries, unpacked once into JavaCPP's cache beside those of the decoders. By itself ONNX Runtime
 * unpacks 28 MB into a temporary folder at the start of every process.
 */
final class OnnxNatives {
    private static final String FOLDER_PROPERTY = "onnxruntime.native.path";

    private OnnxNatives() {}

    /** The environment, silent, with its libraries loaded from the cache; where that cannot be, as ONNX Runtime does it. */
    static OrtEnvironment load() {
        if (System.getProperty(FOLDER_PROPERTY) == null) {
            unpack();
        }
        OnnxTelemetry.forbid();
        return OnnxTelemetry.silenced(OrtEnvironment.getEnvironment());
    }

    private static synchronized void unpack() {
        String folder = "/ai/onnxruntime/native/" + platform() + "/";
        try {
            File jni = Loader.cacheResource(OrtEnvironment.class, folder + System.mapLibraryName("onnxruntime4j_jni"));
            File runtime = Loader.cacheResource(OrtEnvironment.class, folder + System.mapLibraryName("onnxruntime"));
            if (jni != null && runtime != null && runtime.getParent().equals(jni.getParent())) {
                System.setProperty(FOLDER_PROPERTY, runtime.getParent());
            }
        } catch (IOException e) {
            // no place for a cache
        }
    }

    /** Names of folders in ONNX Runtime's jar, by JavaCPP's names of platforms. */
    private static String platform() {
        return Loader.getPlatform()
                .replace("macosx", "osx")
                .replace("windows", "win")
                .replace("x86_64", "x64")
                .replace("arm64", "aarch64");
    }
}
