using System.Diagnostics;

namespace OpenLedger.Training.Lora;

/// <summary>Decides which modules get an adapter, and of which rank and scaling, by PEFT's rules.</summary>
public static class TargetSelection
{
    private const string LayersOfAnyName = "[^.]*";
    private static readonly string[] DefaultTargets = ["q_proj", "v_proj"];
    private static readonly string[] OutsideTheLayers = ["lm_head", "model.embed_tokens"];
    private static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The modules among <paramref name="modules"/> that <paramref name="config"/> selects, in their order. Throws <see cref="TrainingException"/>
    /// where none is, or where the embedding or the head is meant, which have no adapters here.
    /// </summary>
    public static IReadOnlyList<AdaptedModule> Resolve(LoraConfig config, IReadOnlyList<LinearModule> modules)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(modules);
        var targets = config.TargetModules ?? ModuleSelector.Of(DefaultTargets);
        var narrowed = config.LayersToTransform.Count > 0;
        if ((narrowed || config.LayersPattern.Count > 0) && targets.Names is null)
        {
            throw new TrainingException($"{config.Source}: layers_to_transform and layers_pattern need a list of names in target_modules.");
        }

        if (!narrowed && config.LayersPattern.Count > 0)
        {
            throw new TrainingException($"{config.Source}: layers_pattern is given without layers_to_transform. Say which layers.");
        }

        var matcher = new Matcher(config, targets);
        if (OutsideTheLayers.FirstOrDefault(matcher.Selects) is { } outside)
        {
            throw new TrainingException($"{config.Source}: target_modules selects {outside}; adapters on the embedding or the head are not supported.");
        }

        return SelectAll(config, modules, matcher);
    }

    private static List<AdaptedModule> SelectAll(LoraConfig config, IReadOnlyList<LinearModule> modules, Matcher matcher)
    {
        var ranks = new PatternList<int>("rank_pattern", config.RankPattern, config.Source);
        var alphas = new PatternList<double>("alpha_pattern", config.AlphaPattern, config.Source);
        var clock = Stopwatch.StartNew();
        var selected = new List<AdaptedModule>();
        foreach (var module in modules.Where(module => matcher.Selects(module.Path)))
        {
            var rank = ranks.ValueFor(module.Path, config.Rank);
            var alpha = alphas.ValueFor(module.Path, config.Alpha);
            if (rank is < 1 or > LoraConfigReader.MostRank || !double.IsFinite(alpha))
            {
                throw new TrainingException($"{config.Source}: rank {rank} with alpha {alpha} on {module.Path} makes no adapter. Choose a rank from 1 on.");
            }

            selected.Add(new AdaptedModule(module, rank, (float)(alpha / (config.UseRsLora ? Math.Sqrt(rank) : rank))));
            if (clock.Elapsed > LongestTime)
            {
                throw new TrainingException($"{config.Source}: its patterns take too long to match. Write fewer or simpler ones.");
            }
        }

        return selected.Count > 0 ? selected : throw new TrainingException(NothingSelected(config, modules));
    }

    /// <summary>
    /// The configuration as it is stored after training: "all-linear" and an absent target become the list of names they stand for.
    /// </summary>
    public static LoraConfig WithNames(LoraConfig config, IReadOnlyList<LinearModule> modules)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(modules);
        return config.TargetModules switch
        {
            null => config with { TargetModules = ModuleSelector.Of(DefaultTargets) },
            { IsAllLinear: true } => config with { TargetModules = ModuleSelector.Of([.. modules.Select(module => module.Name).Distinct(StringComparer.Ordinal)]) },
            _ => config,
        };
    }

    private static string NothingSelected(LoraConfig config, IReadOnlyList<LinearModule> modules)
    {
        var names = modules.Select(module => module.Name).Distinct(StringComparer.Ordinal);
        return $"{config.Source}: target_modules selects no module of this model. It has: {string.Join(", ", names)}.";
    }

    /// <summary>PEFT's rule for one path: exclusion wins, then the target, then the layer.</summary>
    private sealed class Matcher
    {
        private readonly LoraConfig _config;
        private readonly ModuleSelector _targets;
        private readonly PythonRegex? _target;
        private readonly PythonRegex? _excluded;
        private readonly HashSet<int> _layers;
        private readonly List<PythonRegex> _layerPatterns;

        public Matcher(LoraConfig config, ModuleSelector targets)
        {
            _config = config;
            _targets = targets;
            _target = targets.Expression is { } target ? PythonRegex.WholePath(target, config.Source) : null;
            _excluded = config.ExcludeModules?.Expression is { } excluded ? PythonRegex.WholePath(excluded, config.Source) : null;
            _layers = [.. config.LayersToTransform];
            IReadOnlyList<string> patterns = config.LayersPattern.Count > 0 ? config.LayersPattern : [LayersOfAnyName];
            _layerPatterns = [.. patterns.Select(pattern => PythonRegex.LayerOfPath(pattern, config.Source))];
        }

        public bool Selects(string path)
        {
            if (_excluded?.IsMatch(path) == true || _config.ExcludeModules?.NamesEndingOf(path) == true)
            {
                return false;
            }

            if (_target is not null)
            {
                return _target.IsMatch(path);
            }

            if (_targets.IsAllLinear)
            {
                return !OutsideTheLayers.Contains(path);
            }

            return _targets.NamesExactly(path) || (_targets.NamesEndingOf(path) && (_layers.Count == 0 || LiesInAChosenLayer(path)));
        }

        private bool LiesInAChosenLayer(string path)
        {
            var layer = _layerPatterns.Select(pattern => pattern.LayerOf(path)).FirstOrDefault(layer => layer is not null);
            return layer is { } index && _layers.Contains(index);
        }
    }
}
