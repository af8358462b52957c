using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenLedger.Datanets.Json;

namespace OpenLedger.Datanets.Policies;

/// <summary>A policy as JSON: the object of the design, names and all. Reading takes nothing unknown, and a name left out keeps its default.</summary>
public static class PolicyJson
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MostCharacters = 64 * 1024;

    private const int MostDepth = 8;
    private const int MostProblems = 100;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MostDepth, AllowDuplicateProperties = false };

    /// <summary>The JSON object.</summary>
    public static JsonObject Write(ReviewPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var root = new JsonObject();
        foreach (var knob in PolicyKnobs.All)
        {
            Place(root, knob.Name, ValueOf(knob, policy));
        }

        root["reviewerTier"] = policy.ReviewerTier.ToString();
        Place(root, "dup.shingle", policy.Duplicates.Shingle);
        Place(root, "gates.pii", NameOf(policy.Gates.PersonalData));
        Place(root, "gates.languages", new JsonArray([.. policy.Gates.Languages.Select(language => (JsonNode)language)]));
        return root;
    }

    /// <summary>The canonical spelling (RFC 8785), which is hashed and kept.</summary>
    public static string Text(ReviewPolicy policy) => CanonicalJson.Text(Write(policy));

    /// <summary>Reads a policy: all problems at once, and defaults where a name is left out.</summary>
    public static PolicyReading Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MostCharacters)
        {
            return Whole("The text is longer than {0} characters. A policy is short: look whether this is the right file.", MostCharacters);
        }

        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new PolicyWalk().Read(document.RootElement)
                : Whole("A policy is one JSON object in braces.");
        }
        catch (JsonException problem)
        {
            return Whole(
                "This is not JSON that can be read (line {0}, character {1}): a comma, a quote or a bracket is missing, or a name stands twice.",
                (problem.LineNumber ?? 0) + 1,
                (problem.BytePositionInLine ?? 0) + 1);
        }
    }

    private static PolicyReading Whole(string message, params object[] arguments) => new(ReviewPolicy.Default, [new PolicyProblem(null, message, arguments)]);

    private static JsonNode ValueOf(PolicyKnob knob, ReviewPolicy policy) => (knob.Kind, knob.Read(policy)) switch
    {
        (PolicyKnobKind.Switch, var value) => value > 0,
        (PolicyKnobKind.Whole, var value) => (long)value,
        var (_, value) => value,
    };

    private static void Place(JsonObject root, string path, JsonNode value)
    {
        var parts = path.Split('.');
        var target = root;
        foreach (var part in parts[..^1])
        {
            target = target[part] as JsonObject ?? Added(target, part, new JsonObject());
        }

        var last = parts[^1].Split('[');
        if (last.Length == 1)
        {
            target[last[0]] = value;
            return;
        }

        (target[last[0]] as JsonArray ?? Added(target, last[0], new JsonArray())).Add(value);
    }

    private static T Added<T>(JsonObject target, string name, T node)
        where T : JsonNode
    {
        target[name] = node;
        return node;
    }

    private static string NameOf(PersonalDataRule rule) => rule == PersonalDataRule.Strict ? "strict" : "redact";

    /// <summary>One walk through an object: what is understood goes into the policy, what is not becomes a problem.</summary>
    private sealed class PolicyWalk
    {
        private readonly List<PolicyProblem> _problems = [];
        private ReviewPolicy _policy = ReviewPolicy.Default;

        public PolicyReading Read(JsonElement root)
        {
            Visit("", root);
            var known = _problems.Select(problem => problem.Name).ToHashSet();
            var all = _problems.Concat(PolicyChecks.Problems(_policy).Where(problem => !known.Contains(problem.Name)));
            return new PolicyReading(_policy, [.. all.Take(MostProblems)]);
        }

        private void Visit(string path, JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var member in element.EnumerateObject())
                    {
                        Visit(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value);
                    }

                    break;
                case JsonValueKind.Array when path == "gates.languages":
                    TakeLanguages(path, element);
                    break;
                case JsonValueKind.Array:
                    var index = 0;
                    foreach (var item in element.EnumerateArray())
                    {
                        Visit(string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), item);
                    }

                    break;
                default:
                    TakeValue(path, element);
                    break;
            }
        }

        private void TakeLanguages(string path, JsonElement element)
        {
            if (element.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
            {
                Problem(path, "Give a list of language codes, such as [\"en\", \"de\"].");
                return;
            }

            _policy = _policy with { Gates = _policy.Gates with { Languages = [.. element.EnumerateArray().Select(item => item.GetString()!)] } };
        }

        private void TakeValue(string path, JsonElement element)
        {
            if (PolicyKnobs.Find(path) is { } knob)
            {
                TakeNumber(knob, element);
                return;
            }

            var word = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
            switch (path)
            {
                case "reviewerTier" when word is ['T', >= '0' and <= '4']:
                    _policy = _policy with { ReviewerTier = (Tier)(word[1] - '0') };
                    break;
                case "reviewerTier":
                    Problem(path, "Give one of T0, T1, T2, T3, T4.");
                    break;
                case "dup.shingle":
                    _policy = _policy with { Duplicates = _policy.Duplicates with { Shingle = word ?? "" } };
                    break;
                case "gates.pii" when word is "redact" or "strict":
                    _policy = _policy with { Gates = _policy.Gates with { PersonalData = word == "strict" ? PersonalDataRule.Strict : PersonalDataRule.Redact } };
                    break;
                case "gates.pii":
                    Problem(path, "Give redact or strict.");
                    break;
                default:
                    Problem(Shortened(path), "A policy has no such name. Look at the spelling, or leave it out.");
                    break;
            }
        }

        private void TakeNumber(PolicyKnob knob, JsonElement element)
        {
            double value;
            if (knob.Kind == PolicyKnobKind.Switch)
            {
                if (element.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                {
                    Problem(knob.Name, "Give true or false.");
                    return;
                }

                value = element.ValueKind == JsonValueKind.True ? 1 : 0;
            }
            else if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out value))
            {
                value = double.NaN;
            }

            if (PolicyChecks.Range(knob, value) is { } problem)
            {
                _problems.Add(problem);
                return;
            }

            _policy = knob.Write(_policy, value);
        }

        private void Problem(string name, string message) => _problems.Add(new PolicyProblem(name, message));

        private static string Shortened(string path) => path.Length > 60 ? path[..60] : path;
    }
}
