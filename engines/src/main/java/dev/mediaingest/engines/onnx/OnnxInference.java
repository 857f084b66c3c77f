package dev.mediaingest.engines.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.mediaingest.classify.Inference;
import dev.mediaingest.classify.ModelCard;
import dev.mediaingest.classify.ModelCardReader.InvalidCard;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** A model run by ONNX Runtime on one thread of the CPU. */
final class OnnxInference implements Inference {
    private static final int RANK = 4;
    private static final long DEEP_STACK = 16 << 20;

    private final OrtSession session;
    private final String input;
    private final String output;
    private final long[] shape;
    private final int labels;

    private OnnxInference(OrtSession session, String input, String output, long[] shape, int labels) {
        this.session = session;
        this.input = input;
        this.output = output;
        this.shape = shape;
        this.labels = labels;
    }

    /**
     * Loads a model and compares it with its card.
     *
     * @throws InvalidCard if the model cannot be loaded or is another than the card describes
     */
    static OnnxInference load(byte[] model, ModelCard card) throws InvalidCard {
        OrtSession session = createdOnDeepStack(model, card);
        try {
            return checked(session, card);
        } catch (OrtException e) {
            throw new InvalidCard("ONNX Runtime cannot describe " + card.file() + ": " + firstLine(e) + ".");
        }
    }

    /** ONNX Runtime recurses over a model's graph, and a stack that overflows in native code ends the process. */
    private static OrtSession createdOnDeepStack(byte[] model, ModelCard card) throws InvalidCard {
        FutureTask<OrtSession> creation = new FutureTask<>(() -> create(model));
        Thread.ofPlatform().name("onnx-load").stackSize(DEEP_STACK).start(creation);
        try {
            return creation.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OrtException refused) {
                throw new InvalidCard("ONNX Runtime cannot load " + card.file() + ": " + firstLine(refused) + ".");
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("ONNX Runtime cannot load " + card.file(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InvalidCard("Loading " + card.file() + " was interrupted.");
        }
    }

    private static OrtSession create(byte[] model) throws OrtException {
        OrtEnvironment environment = OnnxNatives.load();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            return environment.createSession(model, options);
        }
    }

    private static OnnxInference checked(OrtSession session, ModelCard card) throws OrtException, InvalidCard {
        ModelCard.Input in = card.input();
        NodeInfo input = node(session.getInputInfo(), in.name(), "input");
        NodeInfo output = node(session.getOutputInfo(), card.output().name(), "output");
        long[] shape = in.channelsFirst()
                ? new long[] {1, 3, in.height(), in.width()}
                : new long[] {1, in.height(), in.width(), 3};
        long[] stated = shapeOf(input);
        if (stated.length != RANK) {
            throw new InvalidCard("The model's input has " + stated.length + " dimensions, not " + RANK + ".");
        }
        for (int i = 0; i < RANK; i++) {
            if (stated[i] > 0 && stated[i] != shape[i]) {
                throw new InvalidCard("The model wants " + text(stated) + ", its card says " + text(shape) + ".");
            }
        }
        int labels = card.output().labels().size();
        long[] numbers = shapeOf(output);
        if (numbers.length == 0 || (numbers[numbers.length - 1] > 0 && numbers[numbers.length - 1] != labels)) {
            throw new InvalidCard("The model gives " + text(numbers) + " numbers, its card has " + labels + " labels.");
        }
        return new OnnxInference(session, input.getName(), output.getName(), shape, labels);
    }

    private static NodeInfo node(Map<String, NodeInfo> nodes, @Nullable String name, String what) throws InvalidCard {
        NodeInfo node = name == null && nodes.size() == 1
                ? nodes.values().iterator().next()
                : nodes.get(Objects.requireNonNullElse(name, ""));
        if (node == null) {
            throw new InvalidCard("The model has no " + what + " named " + name + ", but " + nodes.keySet() + ".");
        }
        return node;
    }

    private static long[] shapeOf(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo tensor ? tensor.getShape() : new long[0];
    }

    private static String text(long[] shape) {
        StringBuilder text = new StringBuilder();
        for (long side : shape) {
            text.append(text.isEmpty() ? "" : "x").append(side > 0 ? Long.toString(side) : "any");
        }
        return text.toString();
    }

    private static String firstLine(OrtException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }

    @Override
    public float[] run(float[] tensor) throws Failed {
        try (OnnxTensor value =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(tensor), shape);
                OrtSession.Result result = session.run(Map.of(input, value), Set.of(output))) {
            OnnxValue numbers = result.get(0);
            float[] all = ((OnnxTensor) numbers).getFloatBuffer().array();
            if (all.length != labels) {
                throw new OrtException("the model gave " + all.length + " numbers for " + labels + " labels");
            }
            return all;
        } catch (OrtException e) {
            throw new Failed(firstLine(e), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close a session", e);
        }
    }
}
