using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Training;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Chat;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Studio.Features.Data.Doctor;

/// <summary>Reads examples as one model does, with what the trainer itself reads them with. It has no weights and can be used by many threads at once.</summary>
internal sealed class ModelReader
{
    private readonly HubTokenizer _tokenizer;
    private readonly ExampleTokenizer _examples;

    private ModelReader(HubTokenizer tokenizer, ExampleTokenizer examples, int context) => (_tokenizer, _examples, Context) = (tokenizer, examples, context);

    /// <summary>The longest text that the model reads at all.</summary>
    public int Context { get; }

    /// <summary>The spellings of the tokens that stand for structure and have a name.</summary>
    public IReadOnlyCollection<string> Marks => [.. _tokenizer.NamedTokens.Values.Where(mark => mark.Length > 2).Distinct()];

    /// <exception cref="TrainingException">Something in the folder is missing or broken.</exception>
    public static ModelReader Open(string folder, TimeProvider clock)
    {
        var config = BaseModelConfig.Read(folder);
        var tokenizer = HubTokenizer.Load(folder);
        var chat = ChatTemplate.Load(folder) is { } template ? new ChatEncoder(tokenizer, template, clock) : null;
        return new ModelReader(tokenizer, new ExampleTokenizer(tokenizer, chat, config.VocabularySize, int.MaxValue), config.MaxPositions);
    }

    /// <summary>The tokens of an example; of a pair those of the question with the better answer.</summary>
    /// <exception cref="TrainingException">The model cannot read it.</exception>
    public TokenFacts Count(string content)
    {
        var read = _examples.Tokenize(Example(content));
        var first = Array.IndexOf(read.Learned, true);
        return new TokenFacts(read.Ids.Length, read.Learned.AsSpan().Count(true), first < 0 ? int.MaxValue : first);
    }

    /// <summary>An example piece by piece, with the cut at the given number of tokens.</summary>
    public ReadExample Show(string content, int maxLength)
    {
        try
        {
            var read = _examples.Tokenize(Example(content));
            var cut = Math.Min(maxLength, read.Ids.Length);
            return new ReadExample(Pieces(read, cut), read.Ids.Length, read.Learned.AsSpan().Count(true), read.Learned.AsSpan(0, cut).Count(true), null);
        }
        catch (TrainingException problem)
        {
            return new ReadExample([], 0, 0, 0, problem.Message);
        }
    }

    private static Example Example(string content)
    {
        var example = ExampleText.Parse(content) ?? throw new TrainingException("the example is no JSON.");
        var source = new ExampleSource("", 0);
        if (ExampleText.ShapeOf(example) == ExampleShape.Preference)
        {
            example = ExampleText.Parse(PairParts.Better(content) ?? "{}") ?? [];
        }

        return ExampleText.ShapeOf(example) == ExampleShape.Chat
            ? Training.Datasets.Example.OfMessages(example, source)
            : Training.Datasets.Example.OfText(
                example.ContainsKey("completion") ? CellText.Of(example["prompt"]) ?? string.Empty : string.Empty,
                CellText.Of(example["completion"] ?? example["text"]) ?? string.Empty,
                source);
    }

    private List<ReadToken> Pieces(TokenizedExample read, int cut)
    {
        var pieces = new List<ReadToken>(read.Ids.Length);
        var decoder = _tokenizer.CreateStreamingDecoder(skipSpecialTokens: false);
        var waiting = 0;
        for (var index = 0; index < read.Ids.Length; index++)
        {
            var text = decoder.Append(read.Ids[index]);
            waiting++;
            if (index == read.Ids.Length - 1)
            {
                text += decoder.Flush();
            }

            // A character of several tokens, or a mark without text: shown with what ends it.
            if (text.Length > 0 || index == read.Ids.Length - 1 || index + 1 == cut || read.Learned[index] != read.Learned[index + 1])
            {
                pieces.Add(new ReadToken(text, waiting, read.Learned[index], IsSpecial(read.Ids[index]), index >= cut));
                waiting = 0;
            }
        }

        return pieces;
    }

    private bool IsSpecial(int id) => _tokenizer.Decode([id], skipSpecialTokens: true).Length == 0 && _tokenizer.Decode([id], skipSpecialTokens: false).Length > 0;
}
