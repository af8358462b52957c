using OpenLedger.Training.Recipes.Kinds;

namespace OpenLedger.Training.Recipes;

/// <content>What is trained on what.</content>
public static partial class Knobs
{
    /// <summary>The base model.</summary>
    public static Knob<string?> Model { get; } = new(new PathKind("a model folder"), null)
    {
        Name = "model",
        Property = nameof(TrainingRecipe.Model),
        Title = "The model that learns",
        Technical = "base model",
        Group = KnobGroup.Files,
        Help = "A folder as the Hugging Face hub has it: config.json, safetensors, tokenizer. It is read, never changed.",
    };

    /// <summary>The new examples.</summary>
    public static Knob<IReadOnlyList<DataSource>> Data { get; } = new(new DataKind(), [])
    {
        Name = "data",
        Property = nameof(TrainingRecipe.Data),
        Title = "What it learns",
        Technical = "training data",
        Group = KnobGroup.Files,
        Help = "JSON Lines or JSON files of examples. With several, a weight says how often the rows of one are seen: 2 is twice an epoch, 0.5 is another random half each epoch.",
    };

    /// <summary>The model's own general examples.</summary>
    public static Knob<string?> RehearsalData { get; } = new(new PathKind("a data file"), null)
    {
        Name = "rehearsal_data",
        Property = nameof(TrainingRecipe.RehearsalData),
        Title = "What it should not forget",
        Technical = "rehearsal data",
        Group = KnobGroup.Files,
        Help = "General examples that are mixed in, so that the model keeps what it knew. Bundled models bring their own.",
    };

    /// <summary>Held-out examples of their own.</summary>
    public static Knob<string?> EvalData { get; } = new(new PathKind("a data file"), null)
    {
        Name = "eval_data",
        Property = nameof(TrainingRecipe.EvalData),
        Title = "Examples to measure on",
        Technical = "evaluation data",
        Group = KnobGroup.Files,
        Help = "Examples that are never trained on, to measure the held-out loss. Without this file a share of the data is kept out (eval_share).",
    };

    /// <summary>Questions about what is new.</summary>
    public static Knob<string?> EvalQuestions { get; } = new(new PathKind("a file of questions"), null)
    {
        Name = "eval_questions",
        Property = nameof(TrainingRecipe.EvalQuestions),
        Title = "Questions about what is new",
        Technical = "evaluation questions",
        Group = KnobGroup.Files,
        Help = "Lines {\"question\" or \"messages\", \"phrase\"}: asked before and after training; an answer is right if it holds the phrase. They make the score \"new\".",
    };

    /// <summary>Questions about what the model knew.</summary>
    public static Knob<string?> KeptQuestions { get; } = new(new PathKind("a file of questions"), null)
    {
        Name = "kept_questions",
        Property = nameof(TrainingRecipe.KeptQuestions),
        Title = "Questions about what it knew",
        Technical = "retention questions",
        Group = KnobGroup.Files,
        Help = "Lines like those of eval_questions, or with the whole answer; they make the score \"kept\". Bundled models bring their own.",
    };

    /// <summary>An adapter to go on from.</summary>
    public static Knob<string?> InitAdapter { get; } = new(new PathKind("an adapter folder"), null)
    {
        Name = "init_adapter",
        Property = nameof(TrainingRecipe.InitAdapter),
        Title = "Go on from an adapter",
        Technical = "initial adapter",
        Group = KnobGroup.Files,
        Help = "A PEFT adapter to train further. Its rank, alpha and layers win; a recipe that says otherwise is an error.",
    };
}
