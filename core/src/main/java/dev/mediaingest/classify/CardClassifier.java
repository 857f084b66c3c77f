package dev.mediaingest.classify;

import dev.mediaingest.classify.ModelCard.Activation;
import dev.mediaingest.media.Dimensions;
import dev.mediaingest.media.Orientation;
import dev.mediaingest.pixels.Classification;
import dev.mediaingest.pixels.Classification.NotAssessed;
import dev.mediaingest.pixels.Classification.Reason;
import dev.mediaingest.pixels.Classification.Scored;
import dev.mediaingest.pixels.Classifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One or more models that see the same picture; of several the mean of each label's probability counts. */
public final class CardClassifier implements Classifier {

    /** A model and its card. */
    public record Member(ModelCard card, Inference inference) {}

    private final String model;
    private final String version;
    private final Set<String> explicit;
    private final List<Member> members;

    /**
     * A classifier.
     *
     * @param explicit the labels whose probabilities are the score
     */
    public CardClassifier(String model, String version, List<String> explicit, List<Member> members) {
        this.model = model;
        this.version = version;
        this.explicit = Set.copyOf(explicit);
        this.members = List.copyOf(members);
    }

    @Override
    public Picture begin(Orientation orientation) {
        return new Picture(orientation);
    }

    @Override
    public void close() {
        members.forEach(member -> member.inference().close());
    }

    private static double[] activated(float[] numbers, Activation activation) {
        double[] probabilities = new double[numbers.length];
        double highest = Double.NEGATIVE_INFINITY;
        for (float number : numbers) {
            highest = Math.max(highest, number);
        }
        double sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            probabilities[i] = switch (activation) {
                case NONE -> numbers[i];
                case SOFTMAX -> Math.exp(numbers[i] - highest);
                case SIGMOID -> 1 / (1 + Math.exp(-numbers[i]));
            };
            sum += probabilities[i];
        }
        for (int i = 0; activation == Activation.SOFTMAX && i < numbers.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    /** One picture on its way through all members. */
    public final class Picture implements Scoring {
        private final List<Tensor> tensors;
        private int shorterSide;

        private Picture(Orientation orientation) {
            tensors = members.stream()
                    .map(member -> new Tensor(member.card().input(), orientation))
                    .toList();
        }

        @Override
        public void begin(Dimensions size) {
            shorterSide = Math.min(size.width(), size.height());
            tensors.forEach(tensor -> tensor.begin(size));
        }

        @Override
        public void row(byte[] shown, byte[] exact, byte @Nullable [] alpha) {
            tensors.forEach(tensor -> tensor.row(shown, exact, alpha));
        }

        /** Probability of each label, after the last row; also of a picture too small to be judged. */
        public Map<String, Double> probabilities() throws Inference.Failed {
            Map<String, Double> sums = new HashMap<>();
            for (int i = 0; i < members.size(); i++) {
                add(members.get(i), tensors.get(i).values(), sums);
            }
            return sums;
        }

        private void add(Member member, float[] tensor, Map<String, Double> sums) throws Inference.Failed {
            ModelCard.Output output = member.card().output();
            double[] probabilities = activated(member.inference().run(tensor), output.activation());
            for (int label = 0; label < probabilities.length; label++) {
                sums.merge(output.labels().get(label), probabilities[label] / members.size(), Double::sum);
            }
        }

        @Override
        public Classification score() {
            if (members.stream()
                    .anyMatch(member -> shorterSide < member.card().input().minSide())) {
                return new NotAssessed(Reason.TOO_SMALL);
            }
            try {
                Map<String, Double> probabilities = probabilities();
                double score = explicit.stream()
                        .mapToDouble(label -> probabilities.getOrDefault(label, 0.0))
                        .sum();
                return Double.isFinite(score)
                        ? Scored.picture(Math.clamp(score, 0, 1), model, version)
                        : new NotAssessed(Reason.FAILED);
            } catch (Inference.Failed e) {
                return new NotAssessed(Reason.FAILED);
            }
        }
    }
}
