using System.Text.Json.Nodes;
using OpenLedger.Training.Json;

namespace OpenLedger.Training.Architectures;

/// <summary>
/// Reads the rotary settings of a <c>config.json</c> in all spellings: top-level <c>rope_theta</c> with <c>rope_scaling</c> (its kind under <c>type</c> or
/// <c>rope_type</c>), or one <c>rope_parameters</c>. What transformers versions would read differently is refused.
/// </summary>
internal static class RotaryConfigReader
{
    private const double DefaultTheta = 10_000;
    private const double MostTheta = 1e15;
    private const double LeastFactor = 1e-6;
    private const double MostFactor = 1e6;
    private const string OriginalLength = "original_max_position_embeddings";

    public static RotaryConfig Read(JsonFields config, int maxPositions)
    {
        RefusePartialRotation(config);
        var parameters = config.Object("rope_parameters");
        var scaling = config.Object("rope_scaling");
        var first = ReadOne(config, parameters ?? scaling, maxPositions);
        if (parameters is not null && scaling is not null && ReadOne(config, scaling, maxPositions) != first)
        {
            throw new TrainingException($"{config.Source}: \"rope_parameters\" and \"rope_scaling\" contradict each other. Keep the one that is right.");
        }

        return first;
    }

    private static RotaryConfig ReadOne(JsonFields config, JsonFields? rope, int maxPositions)
    {
        var theta = rope?.OptionalNumber("rope_theta", 1, MostTheta) ?? config.Number("rope_theta", DefaultTheta, 1, MostTheta);
        if (rope is null)
        {
            return new RotaryConfig { Kind = RotaryKind.Default, Theta = theta };
        }

        RefusePartialRotation(rope);
        var kind = KindOf(rope);
        return kind switch
        {
            "default" => new RotaryConfig { Kind = RotaryKind.Default, Theta = theta },
            "linear" => new RotaryConfig { Kind = RotaryKind.Linear, Theta = theta, Factor = Factor(rope) },
            "llama3" => ReadLlama3(config, rope, theta, maxPositions),
            "yarn" => ReadYarn(config, rope, theta, maxPositions),
            _ => throw new TrainingException(
                $"{config.Source}: the rotary type \"{kind}\" is not supported. Supported: default, linear, llama3, yarn."),
        };
    }

    private static string KindOf(JsonFields rope)
    {
        if (rope.Names.Any(name => rope.Get(name) is JsonObject))
        {
            throw new TrainingException($"{rope.Source}: rotary settings that differ by layer type are not supported.");
        }

        var newer = rope.Text("rope_type");
        var older = rope.Text("type");
        return newer is not null && older is not null && newer != older
            ? throw rope.Fault("rope_type", $"is \"{newer}\" but \"type\" beside it is \"{older}\". Keep the one that is right")
            : newer ?? older ?? "default";
    }

    private static RotaryConfig ReadLlama3(JsonFields config, JsonFields rope, double theta, int maxPositions)
    {
        var low = Required(rope, "low_freq_factor");
        var high = Required(rope, "high_freq_factor");
        return high > low
            ? new RotaryConfig
            {
                Kind = RotaryKind.Llama3,
                Theta = theta,
                Factor = Factor(rope),
                OriginalMaxPositions = OriginalMaxPositions(config, rope) ?? maxPositions,
                LowFrequencyFactor = low,
                HighFrequencyFactor = high,
            }
            : throw rope.Fault("high_freq_factor", "must be larger than \"low_freq_factor\"");
    }

    private static RotaryConfig ReadYarn(JsonFields config, JsonFields rope, double theta, int maxPositions)
    {
        if (theta <= 1)
        {
            throw config.Fault("rope_theta", "must be larger than 1 for yarn");
        }

        var original = OriginalMaxPositions(config, rope) ?? maxPositions;
        var factor = rope.OptionalNumber("factor", LeastFactor, MostFactor) ?? (double)maxPositions / original;
        return new RotaryConfig
        {
            Kind = RotaryKind.Yarn,
            Theta = theta,
            Factor = factor,
            OriginalMaxPositions = original,
            BetaFast = PositiveOr(rope, "beta_fast", 32),
            BetaSlow = PositiveOr(rope, "beta_slow", 1),
            Truncate = rope.Boolean("truncate", true),
            AttentionFactor = YarnAttentionFactor(rope, factor),
        };
    }

    private static double YarnAttentionFactor(JsonFields rope, double factor)
    {
        if (rope.OptionalNumber("attention_factor", LeastFactor, MostFactor) is { } given)
        {
            return given;
        }

        var scale = rope.Number("mscale", 0, 0, MostFactor);
        var scaleOfAll = rope.Number("mscale_all_dim", 0, 0, MostFactor);
        return scale != 0 && scaleOfAll != 0
            ? Magnitude(factor, scale) / Magnitude(factor, scaleOfAll)
            : Magnitude(factor, 1);
    }

    private static double Magnitude(double factor, double scale) => factor <= 1 ? 1 : 0.1 * scale * Math.Log(factor) + 1;

    private static int? OriginalMaxPositions(JsonFields config, JsonFields rope)
    {
        var inside = rope.OptionalInteger(OriginalLength, 1, BaseModelConfigReader.MostPositions);
        var outside = config.OptionalInteger(OriginalLength, 1, BaseModelConfigReader.MostPositions);
        return inside is not null && outside is not null && inside != outside
            ? throw rope.Fault(OriginalLength, $"is {inside} but {outside} at the top of the file; transformers versions disagree which counts. Keep one")
            : inside ?? outside;
    }

    private static double Factor(JsonFields rope) => Required(rope, "factor");

    private static double Required(JsonFields rope, string name) =>
        rope.OptionalNumber(name, LeastFactor, MostFactor) ?? throw rope.Fault(name, "is missing");

    private static double PositiveOr(JsonFields rope, string name, double fallback) => rope.Number(name, fallback, LeastFactor, MostFactor);

    private static void RefusePartialRotation(JsonFields fields)
    {
        if (fields.Number("partial_rotary_factor", 1, 0, 1) != 1)
        {
            throw fields.Fault("partial_rotary_factor", "below 1 is not supported for these models");
        }
    }
}
