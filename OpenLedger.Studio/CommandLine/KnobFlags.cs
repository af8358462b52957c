using System.CommandLine;
using System.CommandLine.Parsing;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.CommandLine;

/// <summary>A flag for every knob of a recipe, under its own names, with its own help and range.</summary>
internal sealed class KnobFlags
{
    private readonly List<(Knob Knob, Option<string[]> Option)> _flags = [.. Knobs.All.Select(knob => (knob, FlagOf(knob)))];

    public void AddTo(Command command) => _flags.ForEach(flag => command.Options.Add(flag.Option));

    /// <summary>The flags that were given, as typed.</summary>
    public IReadOnlyList<string> Given(ParseResult parsed) =>
        [.. _flags.Where(flag => parsed.GetResult(flag.Option) is not null).Select(flag => flag.Option.Name)];

    /// <summary>A recipe of what the flags give alone; paths are relative to the folder the command was started in.</summary>
    public TrainingRecipe Read(ParseResult parsed, List<string> problems)
    {
        var recipe = new TrainingRecipe();
        foreach (var (knob, option) in _flags)
        {
            if (parsed.GetResult(option) is not { } result)
            {
                continue;
            }

            var reading = Parse(knob, result);
            if (reading.Problem is { } problem)
            {
                problems.Add($"{option.Name} {problem}");
            }
            else
            {
                recipe = knob.With(recipe, reading.Value);
            }
        }

        return recipe.ResolvePaths(Environment.CurrentDirectory);
    }

    private static KnobReading Parse(Knob knob, OptionResult result)
    {
        var texts = result.Tokens.Select(token => token.Value).ToArray();
        if (texts.Length == 0)
        {
            // A switch without a word turns it on.
            return knob.Parse("true");
        }

        return knob == Knobs.Data ? ParseData(texts) : knob.Parse(string.Join(',', texts));
    }

    private static KnobReading ParseData(string[] texts)
    {
        var sources = new List<DataSource>();
        foreach (var text in texts)
        {
            var reading = Knobs.Data.Parse(text);
            if (reading.Value is not IReadOnlyList<DataSource> read)
            {
                return reading;
            }

            sources.AddRange(read);
        }

        return new KnobReading(sources, null);
    }

    private static Option<string[]> FlagOf(Knob knob)
    {
        var standard = knob.DefaultValue is null or IReadOnlyList<DataSource> or System.Collections.IEnumerable and not string ? "" : $" Default: {knob.Format(knob.DefaultValue)}.";
        var isList = knob.ValueType == typeof(ModuleChoice) || (knob.ValueType.IsGenericType && knob.ValueType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>));
        var isSwitch = knob.ValueType == typeof(bool);
        return new Option<string[]>(knob.Flags[0], [.. knob.Flags.Skip(1)])
        {
            // As typed: the knob reads it, and all that is wrong is told at once.
            CustomParser = result => [.. result.Tokens.Select(token => token.Value)],
            Description = $"{knob.Help} Takes {knob.Accepts}.{standard}",
            HelpName = isSwitch ? "true|false" : "VALUE",
            Arity = isSwitch ? ArgumentArity.ZeroOrOne : isList ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne,
            AllowMultipleArgumentsPerToken = isList,
        };
    }
}
