using System.Text;
using CsCheck;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Tests.Recipes;

public class RecipeFileTests
{
    private const string Folder = "/recipes";

    [Fact]
    public void Parse_OfEveryName_ReadsEveryValue()
    {
        var recipe = Good("""
            {
              "model": "models/a", "data": ["a.jsonl", {"path": "../b.jsonl", "weight": 0.5}], "rehearsal_data": "/abs/r.jsonl",
              "eval_data": "e.jsonl", "eval_questions": "q.jsonl", "kept_questions": "k.jsonl", "init_adapter": "adapter",
              "num_train_epochs": 2.5, "learning_rate": 3e-3, "per_device_train_batch_size": 4.0, "r": 8, "max_length": 256, "rehearsal_share": 0,
              "max_steps": 100, "gradient_accumulation_steps": 2, "packing": true, "lr_scheduler_type": "linear", "warmup_steps": 5, "warmup_ratio": 0,
              "weight_decay": 0.1, "adam_beta1": 0.8, "adam_beta2": 0.99, "adam_epsilon": 1e-7, "max_grad_norm": 0.3,
              "lora_alpha": 16, "lora_dropout": 0.05, "target_modules": ["q_proj", "v_proj"], "exclude_modules": "lm_head", "layers_to_transform": [0, 1],
              "layers_pattern": "layers", "rank_pattern": {"q_proj": 4}, "alpha_pattern": {"v_proj": 0.5}, "use_rslora": true,
              "eval_share": 0.2, "eval_steps": 10, "early_stopping_patience": 3, "load_best_model_at_end": false,
              "save_steps": 5, "save_seconds": 1.5, "logging_steps": 2, "seed": 7, "bf16": false, "threads": 2
            }
            """);

        Assert.Equal(Knobs.All.Select(knob => knob.Name), recipe.Given);
        Assert.Equal(("/recipes/models/a", "/abs/r.jsonl"), (recipe.Model, recipe.RehearsalData));
        Assert.Equal([new DataSource("/recipes/a.jsonl"), new DataSource("/b.jsonl", 0.5)], recipe.Data);
        Assert.Equal((2.5, 3e-3, 4, 8), (recipe.NumTrainEpochs, recipe.LearningRate, recipe.PerDeviceTrainBatchSize, recipe.R));
        Assert.Equal(ModuleChoice.OfNames("q_proj", "v_proj"), recipe.TargetModules);
        Assert.Equal(ModuleChoice.OfPattern("lm_head"), recipe.ExcludeModules);
        Assert.Equal([0, 1], recipe.LayersToTransform!);
        Assert.Equal(["layers"], recipe.LayersPattern!);
        Assert.Equal((4.0, 0.5), (recipe.RankPattern["q_proj"], recipe.AlphaPattern["v_proj"]));
        Assert.Equal((8, false, 7L), (recipe.EffectiveBatchSize, recipe.Bf16, recipe.Seed));
    }

    [Fact]
    public void Parse_OfLittle_HasDefaultsForTheRest()
    {
        var recipe = Good("""{"model": "m", "data": "d.jsonl"}""");

        Assert.Equal(["model", "data"], recipe.Given);
        Assert.Equal((2e-4, 3.0, 8, 16, 32.0), (recipe.LearningRate, recipe.NumTrainEpochs, recipe.PerDeviceTrainBatchSize, recipe.R, recipe.LoraAlpha));
        Assert.Equal((ModuleChoice.AllLinear, null, 20, 30.0, 0.1), (recipe.TargetModules, recipe.Bf16, recipe.SaveSteps, recipe.SaveSeconds, recipe.EvalShare));
    }

    [Fact]
    public void Parse_OfAWrongRecipe_SaysEverythingAtOnce_InTheOrderOfTheFile()
    {
        var problems = RecipeFile.Parse("""
            {
              "learning_rte": 2e-4,
              "learning_rate": 3, "packing": "yes",
              "r": 8.5,
              "data": [{"weight": 2}],
              "lr_scheduler_type": "cosin",
              "target_modules": "[", "optim": "adamw_torch"
            }
            """u8, Folder).Problems;

        Assert.Equal(
            [
                "line 2, character 3: learning_rte is not a name that can stand here. Did you mean \"learning_rate\"?",
                "line 3, character 3: learning_rate is 3, but must be a number from 1e-9 to 1.",
                "line 3, character 23: packing is the text \"yes\", but must be true or false.",
                "line 4, character 3: r is 8.5, but must be a whole number from 1 to 1024.",
                "line 5, character 3: data has an entry without \"path\". An entry is {\"path\", \"weight\"}.",
                "line 6, character 3: lr_scheduler_type is \"cosin\", but must be one of \"linear\", \"cosine\", \"cosine_with_restarts\", \"polynomial\", \"constant\", \"constant_with_warmup\", \"inverse_sqrt\". Did you mean \"cosine\"?",
                "line 7, character 3: target_modules cannot be used: target_modules: \"[\" is not a regular expression that can be used",
                "line 7, character 26: optim is not a name that can stand here. Take it out; all names stand in docs/recipe.md.",
                "model is missing. Name the folder of the base model.",
            ],
            problems.Select(problem => problem.ToString().Split(" (Invalid pattern")[0]));
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{\n  \"r\": 8,\n  \"r\": 9\n}", 3, 3)]
    [InlineData("{\n  \"r\": 8,\n}", 3, 1)]
    [InlineData("[1]", 1, 1)]
    public void Parse_OfWhatIsNoJsonObject_NamesLineAndCharacter(string text, int line, int column)
    {
        var problem = Assert.Single(RecipeFile.Parse(Encoding.UTF8.GetBytes(text), Folder).Problems);

        Assert.Equal((line, column), (problem.Line, problem.Column));
    }

    [Theory]
    [InlineData("\"early_stopping_patience\": 2, \"eval_share\": 0", "early_stopping_patience")]
    [InlineData("\"lr_scheduler_type\": \"polynomial\", \"learning_rate\": 1e-7", "learning_rate")]
    [InlineData("\"target_modules\": \".*q_proj\", \"layers_to_transform\": 1", "layers_to_transform")]
    [InlineData("\"layers_to_transform\": 1", "layers_to_transform")]
    [InlineData("\"layers_pattern\": \"h\"", "layers_pattern")]
    [InlineData("\"rank_pattern\": {\"(\": 4}", "rank_pattern")]
    [InlineData("\"warmup_steps\": 2.5", "warmup_steps")]
    [InlineData("\"exclude_modules\": []", "exclude_modules")]
    [InlineData("\"rehearsal_data\": \"\"", "rehearsal_data")]
    [InlineData("\"eval_data\": \"a\\u0000b\"", "eval_data")]
    [InlineData("\"r\": null", "r")]
    [InlineData("\"rank_pattern\": {\"q_proj\": 1.5}", "rank_pattern")]
    public void Parse_OfValuesThatDoNotGoTogether_NamesOne(string fields, string name) =>
        Assert.Equal(name, Assert.Single(RecipeFile.Parse(Encoding.UTF8.GetBytes($"{{\"model\": \"m\", \"data\": \"d\", {fields}}}"), Folder).Problems).Name);

    [Fact]
    public void Write_AndRead_GivesTheSameRecipe() =>
        Gen.Select(Gen.Double[1e-9, 1], Gen.Int[1, 1024], Gen.Long[0, 1L << 52], Gen.Double[0.01, 1000], Gen.Bool, Gen.Double[0.001, 1000]).Sample(
            (rate, rank, seed, epochs, open, weight) =>
            {
                using var folder = new ScratchFolder();
                var recipe = new TrainingRecipe
                {
                    Model = folder.File("mödel <1>"),
                    Data = [new DataSource(folder.File("a.jsonl"), weight), new DataSource(folder.File("b.jsonl"))],
                    LearningRate = rate,
                    R = rank,
                    Seed = seed,
                    NumTrainEpochs = epochs,
                    Bf16 = open ? null : true,
                    TargetModules = open ? ModuleChoice.OfNames("q_proj") : ModuleChoice.OfPattern(".*"),
                    LayersToTransform = open ? [1, 2] : null,
                    RankPattern = new Dictionary<string, double> { ["v_proj"] = 4, ["k_proj"] = 2 }, // kept in this order
                };
                var path = folder.File("recipe.json");
                RecipeFile.Write(path, recipe);
                var first = File.ReadAllBytes(path);
                var read = RecipeFile.Read(path);
                RecipeFile.Write(path, read.Recipe);
                return read.Problems.Count == 0 && read.Recipe == recipe && read.OrThrow(path).GetHashCode() == recipe.GetHashCode()
                    && File.ReadAllBytes(path).AsSpan().SequenceEqual(first) && Directory.GetFiles(folder.Path).Length == 1;
            },
            iter: 50);

    [Theory]
    [InlineData("{}", 3)]
    [InlineData("""{"warmup_steps": 0}""", 0)]
    [InlineData("""{"warmup_steps": 7}""", 7)]
    [InlineData("""{"warmup_ratio": 0.5}""", 50)]
    [InlineData("""{"warmup_steps": 0, "warmup_ratio": 0.5}""", 0)]
    public void Write_AndRead_KeepsTheWarmUp(string given, int steps)
    {
        using var folder = new ScratchFolder();
        var recipe = RecipeFile.Parse(Encoding.UTF8.GetBytes(given), Folder).Recipe;

        RecipeFile.Write(folder.File("recipe.json"), recipe);

        Assert.Equal(steps, recipe.WarmupStepsOf(100));
        Assert.Equal(steps, RecipeFile.Read(folder.File("recipe.json")).Recipe.WarmupStepsOf(100));
    }

    [Fact]
    public void Write_WithAnAdapterToGoOnFrom_GivesNoShapeOfItsOwn()
    {
        using var folder = new ScratchFolder();

        RecipeFile.Write(folder.File("recipe.json"), new TrainingRecipe { InitAdapter = "adapter", LoraAlpha = 8 });

        var read = RecipeFile.Read(folder.File("recipe.json")).Recipe;
        Assert.True(read.IsGiven(Knobs.LoraAlpha));
        Assert.False(read.IsGiven(Knobs.R) || read.IsGiven(Knobs.TargetModules) || read.IsGiven(Knobs.UseRslora));
    }

    [Fact]
    public void Write_OfOnlyWhatIsGiven_LeavesTheRestToDefaults()
    {
        var recipe = new TrainingRecipe { Bf16 = null, LearningRate = 3e-3 };

        Assert.Equal("{\n  \"learning_rate\": 0.003,\n  \"bf16\": null\n}\n", Encoding.UTF8.GetString(RecipeFile.ToUtf8(recipe, onlyGiven: true)));
    }

    [Fact]
    public void Read_OfNoFile_OrTooLargeAFile_SaysSo()
    {
        using var folder = new ScratchFolder();

        foreach (var path in (string[])[folder.File("none.json"), folder.Path, "", "a\0b", folder.Write("big.json", new byte[2_000_000])])
        {
            Assert.Throws<TrainingException>(() => RecipeFile.Read(path));
        }

        Assert.Throws<TrainingException>(() => RecipeFile.Write(folder.File("none/recipe.json"), new TrainingRecipe()));
    }

    [Fact]
    public void OrThrow_OfProblems_ListsThemAll()
    {
        var problem = Assert.Throws<TrainingException>(() => RecipeFile.Parse("{\"r\": 0}"u8, Folder).OrThrow("recipe.json"));

        Assert.Equal(
            "recipe.json cannot be used:\n  line 1, character 2: r is 0, but must be a whole number from 1 to 1024.\n  model is missing. Name the folder of the base model.\n  data is missing. Name at least one file of examples.",
            problem.Message);
    }

    private static TrainingRecipe Good(string json) => RecipeFile.Parse(Encoding.UTF8.GetBytes(json), Folder).OrThrow("recipe.json");
}
