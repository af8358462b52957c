using System.CommandLine;
using System.Globalization;
using OpenLedger.Training.Generation;

namespace OpenLedger.Studio.CommandLine;

/// <summary>The options that say how an answer is drawn.</summary>
internal sealed class SamplingOptions
{
    private static readonly GenerationOptions Usual = new();

    private readonly Option<int> _maxNewTokens = Bounded("--max-new-tokens", "The longest answer, in tokens.", Usual.MaxNewTokens, value => value is >= 1 and <= 1 << 20, "1 to 1048576");
    private readonly Option<float> _temperature = Bounded("--temperature", "0 takes the likeliest token each time (greedy); higher is more varied.", Usual.Temperature, value => value is >= 0 and <= 100, "0 to 100");
    private readonly Option<int> _topK = Bounded("--top-k", "Draw among the K likeliest tokens; 0 for all.", Usual.TopK, value => value >= 0, "0 or more");
    private readonly Option<float> _topP = Bounded("--top-p", "Draw among the likeliest tokens that together have this probability.", Usual.TopP, value => value is > 0 and <= 1, "above 0, at most 1");
    private readonly Option<float> _minP = Bounded("--min-p", "Leave out tokens less likely than this share of the likeliest.", Usual.MinP, value => value is >= 0 and <= 1, "0 to 1");
    private readonly Option<float> _repetitionPenalty = Bounded("--repetition-penalty", "Above 1 makes tokens that were there less likely.", Usual.RepetitionPenalty, value => value is > 0 and <= 100, "above 0, at most 100");
    private readonly Option<long> _seed = Bounded("--seed", "The same seed draws the same answer; every line starts with it.", Usual.Seed, _ => true, "a whole number");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_maxNewTokens, _temperature, _topK, _topP, _minP, _repetitionPenalty, _seed])
        {
            command.Options.Add(option);
        }
    }

    public GenerationOptions Read(ParseResult parsed) => new()
    {
        MaxNewTokens = parsed.GetValue(_maxNewTokens),
        Temperature = parsed.GetValue(_temperature),
        TopK = parsed.GetValue(_topK),
        TopP = parsed.GetValue(_topP),
        MinP = parsed.GetValue(_minP),
        RepetitionPenalty = parsed.GetValue(_repetitionPenalty),
        Seed = parsed.GetValue(_seed),
    };

    private static Option<T> Bounded<T>(string name, string help, T usual, Func<T, bool> isAllowed, string allowed)
        where T : ISpanParsable<T> =>
        new(name)
        {
            Description = help,
            DefaultValueFactory = _ => usual,
            CustomParser = result =>
            {
                if (T.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value) && isAllowed(value))
                {
                    return value;
                }

                result.AddError($"{name} takes a number ({allowed}), not '{result.Tokens[0].Value}'.");
                return usual;
            },
        };
}
