namespace OpenLedger.Training.Generation;

/// <summary>How the next token is chosen, and when it ends. The defaults are greedy.</summary>
public sealed record GenerationOptions
{
    /// <summary>At most so many new tokens.</summary>
    public int MaxNewTokens { get; init; } = 256;

    /// <summary>0: always the most likely token; 1: as the model weighs them; higher: bolder.</summary>
    public float Temperature { get; init; }

    /// <summary>Only the so many most likely tokens; 0: all.</summary>
    public int TopK { get; init; }

    /// <summary>Only the most likely tokens that together reach this share; 1: all.</summary>
    public float TopP { get; init; } = 1;

    /// <summary>Only tokens at least this share as likely as the most likely one; 0: all.</summary>
    public float MinP { get; init; }

    /// <summary>Above 1: tokens that occurred already become less likely.</summary>
    public float RepetitionPenalty { get; init; } = 1;

    /// <summary>Where the chance of the choice starts.</summary>
    public long Seed { get; init; }

    /// <summary>What is wrong with the values, each with its name; empty where nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        void Check(bool right, string problem)
        {
            if (!right)
            {
                problems.Add(problem);
            }
        }

        Check(MaxNewTokens is >= 1 and <= 1_000_000, "max_new_tokens must be from 1 to 1,000,000.");
        Check(Temperature is >= 0 and <= 100, "temperature must be from 0 to 100.");
        Check(TopK >= 0, "top_k must be 0 (off) or more.");
        Check(TopP is > 0 and <= 1, "top_p must be above 0 and at most 1.");
        Check(MinP is >= 0 and <= 1, "min_p must be from 0 to 1.");
        Check(RepetitionPenalty is > 0 and <= 100, "repetition_penalty must be above 0 and at most 100.");
        return problems;
    }
}

/// <summary>One new token and the text that it completes (empty while half a character waits for the rest).</summary>
public readonly record struct GeneratedPiece(int Id, string Text);
