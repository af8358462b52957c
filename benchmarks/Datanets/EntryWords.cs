namespace OpenLedger.Benchmarks.Datanets;

/// <summary>The words that <see cref="EntryGenerator"/> writes with.</summary>
internal static class EntryWords
{
    public static readonly string[] Things = Split(
        """
        apple engine garden kettle ladder lantern window bridge carpet basket bicycle bottle bucket button cabinet candle canvas chair chimney clock
        compass curtain cushion desk door drawer drum fence ferry fiddle fountain furnace gate glove hammer hammock harbour helmet hinge ink
        jacket jar kite knife lamp lens letter lock loom magnet mailbox map mattress mill mirror motor mower needle net notebook oven paddle
        painting pan parcel pencil piano pillow pipe plough pocket pot printer pulley pump quilt radio rake recipe ribbon roof rope rudder
        saddle sail saw scale scarf screw shelf shovel shutter sieve sink skillet sledge soap spade spoon spring stool stove suitcase switch
        table tap telescope tent thermometer thread tile torch towel tractor tray tripod trumpet tunnel umbrella valve vase violin wagon wallet
        watch wheel whistle wire wrench zipper battery beehive cellar dictionary elevator faucet greenhouse hourglass keyboard library
        microscope orchard pasture quarry reservoir staircase turbine vineyard waterwheel workshop
        """);

    public static readonly string[] Qualities = Split(
        """
        broken heavy narrow old quiet rusty small wooden bright careful cheap clean cold curved dark deep dry dusty early empty fair faint fast
        flat fresh gentle golden green grey hard high hollow honest hot huge large late light loose loud low modern muddy new noisy odd open
        painted pale patient plain polished poor proper quick rare rich rough round sharp short silent simple slow smooth soft solid spare
        square steady steep stiff straight strange strong sudden sweet tall thick thin tidy tight tiny warm weak wet white wide wild worn yellow
        """);

    public static readonly string[] Actions = Split(
        """
        repair clean paint carry build measure sell lift store draw replace polish test move hide share borrow plant water feed dry fold wash
        sharpen balance bend weigh wrap tie open close lock fix adjust align assemble attach boil bolt brush chop connect cool copy count cover
        cut decorate design dig drain fasten fill filter fit glue grease grind hang heat inspect join label level load loosen mark melt mend mix
        mount oil order pack peel pour press protect pull push record remove rinse rotate sand scrape seal shake smooth soak sort spread stack
        stitch strengthen stretch sweep tighten trim turn twist weave
        """);

    public static readonly string[] Places = Split(
        """
        attic bakery barn basement bay beach boatyard cabin camp canal castle cave chapel cliff clinic corner courtyard dairy dock farm field
        forest forge garage hall hill hospital hostel hotel hut inn island kitchen lake lighthouse market meadow mountain museum office park
        pier plain pond port road room school shed shore shop square stable station street studio theatre tower town valley village warehouse yard
        """);

    public static readonly string[] People = Split(
        """
        aunt baker boatman brother builder captain carpenter child clerk cook cousin daughter dentist doctor driver engineer farmer father
        fisherman gardener grandfather guest guide hunter judge keeper librarian mason mayor mechanic merchant miller miner mother neighbour
        nurse painter pilot plumber poet potter ranger sailor scholar shepherd singer sister smith soldier student surgeon tailor teacher
        traveller uncle visitor waiter weaver widow writer
        """);

    public static readonly string[] Materials = Split(
        "ash bamboo brass brick bronze canvas cedar clay concrete copper cork cotton felt flax glass gold granite iron leather lead lime linen maple marble oak paper pine plaster rubber sand silk silver slate steel stone straw tin velvet walnut wax wool zinc");

    public static readonly string[] Times = Split(
        "morning noon evening midnight spring summer autumn winter Monday Tuesday Wednesday Thursday Friday Saturday Sunday January March May July September November");

    public static readonly string[] Reasons = Split(
        "accuracy balance beauty comfort courage damage delay dust effort friction frost heat height humidity kindness luck memory moisture noise order patience pressure pride rain safety salt shadow silence speed strength sunlight tension trust vibration weather weight wind");

    /// <summary>Syllables of invented names.</summary>
    public static readonly string[] Syllables = Split(
        "al an ar bel ben bor cal car dan del dor el en fa fen gar gil ha hal hol il in jan jor ka kel kir la len lor ma mar mel mir na nel nor ol or pa pel per ra ren ros sa sel sil ta tel tor ul va ven vor wil yar zel");

    private static string[] Split(string words) => words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
