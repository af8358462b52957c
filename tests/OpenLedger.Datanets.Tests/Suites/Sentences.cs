namespace OpenLedger.Datanets.Tests.Suites;

/// <summary>Sentences of at least forty letters in twelve languages, none of which stands in the profiles.</summary>
internal static class Sentences
{
    /// <summary>The sentences of each language.</summary>
    public static IReadOnlyDictionary<string, string[]> ByLanguage { get; } = new Dictionary<string, string>
    {
        ["en"] = """
            My grandmother used to bake bread every Sunday before the whole family arrived for lunch.
            The patient should drink plenty of fluids and avoid lifting anything heavy for two weeks.
            Photosynthesis turns sunlight, carbon dioxide and water into sugar and oxygen inside the leaves.
            Before you open the housing, switch off the device and unplug the power cable from the wall.
            Nobody expected the small team from the islands to win the championship that season.
            To find the average, add up all the numbers and divide the sum by how many there are.
            The river floods the lower fields almost every spring when the snow in the hills melts.
            Could you recommend a quiet restaurant near the station that serves vegetarian dishes?
            """,
        ["de"] = """
            Meine Großmutter backte jeden Sonntag frisches Brot, bevor die ganze Familie zum Essen kam.
            Der Patient soll viel trinken und zwei Wochen lang keine schweren Gegenstände heben.
            Bei der Photosynthese entstehen in den Blättern aus Licht, Wasser und Kohlendioxid Zucker und Sauerstoff.
            Bevor Sie das Gehäuse öffnen, schalten Sie das Gerät aus und ziehen Sie den Stecker aus der Steckdose.
            Niemand rechnete damit, dass die kleine Mannschaft von den Inseln die Meisterschaft gewinnt.
            Um den Durchschnitt zu finden, zählt man alle Zahlen zusammen und teilt die Summe durch ihre Anzahl.
            Der Fluss überschwemmt fast jedes Frühjahr die unteren Felder, wenn der Schnee schmilzt.
            Können Sie mir ein ruhiges Restaurant in der Nähe des Bahnhofs empfehlen?
            """,
        ["fr"] = """
            Ma grand-mère faisait du pain chaque dimanche avant que toute la famille arrive pour le repas.
            Le patient doit boire beaucoup et éviter de porter des objets lourds pendant deux semaines.
            La photosynthèse transforme la lumière, l'eau et le gaz carbonique en sucre et en oxygène dans les feuilles.
            Avant d'ouvrir le boîtier, éteignez l'appareil et débranchez le câble de la prise murale.
            Personne ne s'attendait à ce que la petite équipe des îles gagne le championnat cette saison.
            Pour trouver la moyenne, additionnez tous les nombres et divisez la somme par leur quantité.
            La rivière inonde les champs du bas presque chaque printemps, quand la neige fond.
            Pourriez-vous me recommander un restaurant tranquille près de la gare ?
            """,
        ["es"] = """
            Mi abuela horneaba pan todos los domingos antes de que llegara toda la familia a comer.
            El paciente debe beber mucho líquido y evitar levantar cosas pesadas durante dos semanas.
            La fotosíntesis convierte la luz del sol, el agua y el dióxido de carbono en azúcar y oxígeno.
            Antes de abrir la carcasa, apague el aparato y desenchufe el cable de la pared.
            Nadie esperaba que el pequeño equipo de las islas ganara el campeonato esa temporada.
            Para hallar el promedio, sume todos los números y divida el total entre la cantidad que haya.
            El río inunda los campos bajos casi todas las primaveras, cuando se derrite la nieve.
            ¿Me podría recomendar un restaurante tranquilo cerca de la estación con platos vegetarianos?
            """,
        ["it"] = """
            Mia nonna preparava il pane ogni domenica prima che arrivasse tutta la famiglia a pranzo.
            Il paziente deve bere molti liquidi ed evitare di sollevare pesi per due settimane.
            La fotosintesi trasforma la luce del sole, l'acqua e l'anidride carbonica in zucchero e ossigeno.
            Prima di aprire l'involucro, spegnete l'apparecchio e staccate la spina dalla presa.
            Nessuno si aspettava che la piccola squadra delle isole vincesse il campionato quella stagione.
            Per trovare la media si sommano tutti i numeri e si divide il totale per quanti sono.
            Il fiume allaga i campi più bassi quasi ogni primavera, quando si scioglie la neve.
            Potrebbe consigliarmi un ristorante tranquillo vicino alla stazione?
            """,
        ["pt"] = """
            A minha avó fazia pão todos os domingos antes de a família inteira chegar para o almoço.
            O paciente deve beber muitos líquidos e não levantar coisas pesadas durante duas semanas.
            A fotossíntese transforma a luz do sol, a água e o gás carbônico em açúcar e oxigênio.
            Antes de abrir a caixa, desligue o aparelho e tire o cabo da tomada da parede.
            Ninguém esperava que a pequena equipe das ilhas ganhasse o campeonato naquela temporada.
            Para encontrar a média, some todos os números e divida o total pela quantidade deles.
            O rio inunda os campos mais baixos quase toda primavera, quando a neve derrete.
            Você poderia me recomendar um restaurante sossegado perto da estação?
            """,
        ["nl"] = """
            Mijn grootmoeder bakte elke zondag brood voordat de hele familie kwam eten.
            De patiënt moet veel drinken en mag twee weken lang niets zwaars optillen.
            Bij fotosynthese worden zonlicht, water en kooldioxide in de bladeren omgezet in suiker en zuurstof.
            Zet het apparaat uit en trek de stekker uit het stopcontact voordat u de behuizing opent.
            Niemand had verwacht dat de kleine ploeg van de eilanden dat seizoen kampioen zou worden.
            Om het gemiddelde te vinden tel je alle getallen op en deel je de som door het aantal.
            De rivier overstroomt bijna elk voorjaar de lagere velden als de sneeuw smelt.
            Kunt u mij een rustig restaurant in de buurt van het station aanraden?
            """,
        ["pl"] = """
            Moja babcia piekła chleb w każdą niedzielę, zanim cała rodzina przyjechała na obiad.
            Pacjent powinien dużo pić i przez dwa tygodnie nie podnosić niczego ciężkiego.
            Fotosynteza zamienia w liściach światło słoneczne, wodę i dwutlenek węgla w cukier i tlen.
            Przed otwarciem obudowy należy wyłączyć urządzenie i wyjąć wtyczkę z gniazdka.
            Nikt nie spodziewał się, że mała drużyna z wysp zdobędzie w tym sezonie mistrzostwo.
            Aby obliczyć średnią, dodaj wszystkie liczby i podziel sumę przez ich ilość.
            Rzeka prawie każdej wiosny zalewa niżej położone pola, kiedy topnieje śnieg.
            Czy może pani polecić spokojną restaurację w pobliżu dworca kolejowego?
            """,
        ["sv"] = """
            Min mormor bakade bröd varje söndag innan hela släkten kom hem till middag.
            Patienten bör dricka mycket vätska och undvika att lyfta tunga saker i två veckor.
            Fotosyntesen omvandlar solljus, vatten och koldioxid till socker och syre i bladen.
            Stäng av apparaten och dra ur sladden från vägguttaget innan du öppnar höljet.
            Ingen väntade sig att det lilla laget från öarna skulle vinna mästerskapet den säsongen.
            För att hitta medelvärdet lägger man ihop alla tal och delar summan med antalet.
            Floden svämmar över de lägre fälten nästan varje vår när snön smälter.
            Skulle du kunna rekommendera en lugn restaurang i närheten av stationen?
            """,
        ["tr"] = """
            Anneannem bütün aile yemeğe gelmeden önce her pazar ekmek pişirirdi.
            Hasta bol sıvı içmeli ve iki hafta boyunca ağır bir şey kaldırmamalıdır.
            Fotosentez, yapraklarda güneş ışığını, suyu ve karbondioksiti şekere ve oksijene dönüştürür.
            Kapağı açmadan önce cihazı kapatın ve fişini prizden çıkarın, sonra birkaç dakika bekleyin.
            Hiç kimse adalardan gelen küçük takımın o sezon şampiyon olmasını beklemiyordu.
            Ortalamayı bulmak için bütün sayıları toplayın ve toplamı sayıların adedine bölün.
            Nehir, karlar eridiğinde hemen her ilkbahar aşağıdaki tarlaları basar.
            İstasyonun yakınında sakin bir lokanta önerebilir misiniz, etsiz yemekleri de olsun?
            """,
        ["ru"] = """
            Моя бабушка пекла хлеб каждое воскресенье, пока вся семья не приезжала на обед.
            Пациенту нужно много пить и две недели не поднимать ничего тяжёлого.
            При фотосинтезе солнечный свет, вода и углекислый газ превращаются в сахар и кислород.
            Перед тем как открыть корпус, выключите прибор и выньте вилку из розетки.
            Никто не ожидал, что маленькая команда с островов выиграет чемпионат в том сезоне.
            Чтобы найти среднее, сложите все числа и разделите сумму на их количество.
            Река почти каждую весну заливает нижние поля, когда тает снег в холмах.
            Не могли бы вы посоветовать спокойный ресторан недалеко от вокзала?
            """,
        ["uk"] = """
            Моя бабуся пекла хліб щонеділі, перш ніж уся родина приїздила на обід.
            Пацієнтові треба багато пити й два тижні не підіймати нічого важкого.
            Під час фотосинтезу сонячне світло, вода та вуглекислий газ перетворюються на цукор і кисень.
            Перед тим як відкрити корпус, вимкніть прилад і вийміть вилку з розетки.
            Ніхто не очікував, що маленька команда з островів виграє чемпіонат того сезону.
            Щоб знайти середнє, додайте всі числа й поділіть суму на їхню кількість.
            Річка майже кожної весни заливає нижні поля, коли тане сніг на пагорбах.
            Чи не могли б ви порадити спокійний ресторан неподалік від вокзалу?
            """,
    }.ToDictionary(pair => pair.Key, pair => pair.Value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
