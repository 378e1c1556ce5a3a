/* words.c - which words beside a name tell whether it is a place? */
#include "indexer/tag/place/words.h"

#include <pthread.h>
#include <stdatomic.h>

#include "gazetteer/gazetteer.h"
#include "indexer/tag/place/everyday.inc"

static const struct {
    uint32_t bits;
    const char *words;
} lists[] = {
    {WORD_IN, "in inside within into throughout"},
    {WORD_AT, "at"},
    {WORD_FROM, "from"},
    {WORD_NEAR, "near outside around surrounding neighboring neighbouring beyond outskirts nearby"},
    {WORD_OF, "of"},
    {WORD_TO, "to toward towards"},
    {WORD_THE, "the a an this that"},
    {WORD_AND, "and or but & versus vs"},
    {WORD_BY, "by with for"},
    {WORD_ACROSS, "on across between via off over through against along leaving visited visiting invaded invade entered fled"},
    {WORD_DIRECTION,
     "north south east west northern southern eastern western northeast northwest southeast southwest northeastern northwestern "
     "southeastern southwestern central upper lower mid downtown uptown suburban rural coastal upstate greater inner outer "
     "metropolitan metro occupied mainland ancient"},
    {WORD_FEATURE,
     "lake lakes river creek mount mountain mountains island islands bay gulf sea ocean strait valley cape peninsula desert "
     "forest beach canal hills hill falls springs harbor harbour port point pass glacier canyon park reservoir dam basin plains "
     "coast coastline range reef wood woods heights crossing peak bayou cove sound ridge delta reserve reservation"},
    {WORD_ROAD,
     "street st avenue ave road rd boulevard blvd highway drive lane bridge square plaza court place route parkway "
     "expressway turnpike terrace way freeway interstate tunnel airport station mall stadium arena theater theatre hotel "
     "museum center centre tower building hall house jail prison cemetery zoo airfield speedway library"},
    {WORD_STREET, "street st avenue ave road rd boulevard blvd drive lane square terrace parkway turnpike highway"},
    {WORD_SCHOOL, "university college school academy institute hospital church cathedral seminary high elementary middle clinic "
                  "medical"},
    {WORD_PRESS, "times post herald tribune journal gazette news daily press globe chronicle observer telegraph independent "
                 "mirror sun star examiner inquirer register sentinel courier mail echo guardian review dispatch bee ledger "
                 "magazine radio tv television advertiser composite record republican democrat republic"},
    {WORD_COUNTY, "county counties province parish district township borough municipality prefecture oblast governorate region "
                  "state city town village commonwealth shire"},
    {WORD_SAYING, "said says told added asked replied wrote noted explained recalled testified admitted insisted joked thinks "
                  "believes"},
    {WORD_PERSON_VERB, "smiled laughed played scored pitched threw rushed caught hit married resigned grew graduated coached "
                       "singled doubled homered struck walked pleaded starred sang finished led won"},
    {WORD_MONTH, "january february march april may june july august september october november december jan feb mar apr jun jul "
                 "aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur "
                 "thurs fri sat sun"},
    {WORD_SAINT, "saint st san santa sao ste"},
    {WORD_TEAM,
     "united rovers wanderers fc f.c bulldogs tigers bears lions eagles wildcats cowboys giants yankees mets sox "
     "dodgers knicks lakers bulls patriots raiders steelers broncos packers cubs braves indians pirates reds royals "
     "rangers astros athletics mariners angels padres rockies diamondbacks marlins phillies nationals orioles rays twins "
     "brewers cardinals rams chargers chiefs bengals browns ravens titans colts jaguars texans saints falcons panthers "
     "buccaneers dolphins jets bills vikings seahawks celtics heat spurs rockets mavericks suns jazz kings warriors "
     "clippers pistons cavaliers bucks hawks hornets magic pacers raptors sixers wizards penguins flyers bruins "
     "canadiens senators sabres islanders devils capitals hurricanes predators blues blackhawks wild jets avalanche "
     "oilers flames canucks sharks ducks kings golden stars albion hotspur county city athletic town villa wednesday "
     "gamecocks tar gators seminoles longhorns sooners huskers cornhuskers buckeyes wolverines spartans badgers gophers "
     "hawkeyes boilermakers hoosiers illini terrapins trojans bruins huskies cougars utes aggies razorbacks volunteers "
     "commodores rebels crimson"},
    {WORD_SEPARATE, "who whose whom aged"},
    {WORD_AGENCY, "reuters reuter ap afp upi cnn bbc xinhua efe dpa"},
    {WORD_MR, "mr mrs ms miss messrs dr sir lady mme mlle herr frau senor senora sheikh ayatollah rev prof sgt cpl pvt"},
    {WORD_COMPANY, "bank corp corporation company co banco"},
    {WORD_DISEASE, "virus viruses ebolavirus hantavirus orthobunyavirus fever encephalitis"},
    {WORD_QUARTER,
     "suburb suburbs neighborhood neighborhoods neighbourhood neighbourhoods community communities hamlet hamlets "
     "settlement settlements slum slums camp subdivision quarter enclave locality outpost ward towns villages cities "
     "districts provinces regions townships parishes states"},
    {WORD_EVERYDAY, EVERYDAY_WORDS},
    {WORD_OFTEN_SMALL, OFTEN_SMALL_WORDS},
    {WORD_OTHER, OTHER_WORDS},
    {WORD_OTHER, "congress homeland gallup rasmussen keystone whitewater"}, /* that stand behind "in" as well */
    {WORD_TITLE, "mr mrs ms miss dr sen rep gov gen col lt capt maj sgt cpl pvt adm cmdr judge justice president senator "
                 "congressman congresswoman governor mayor minister secretary prof professor rev reverend father sister brother "
                 "king queen prince princess pope sheikh sir lord lady dame officer detective sheriff chief coach director "
                 "chairman chairwoman spokesman spokeswoman commissioner representative attorney lawyer actor actress singer "
                 "author artist pastor bishop archbishop imam rabbi ambassador general colonel captain major sergeant corporal "
                 "private admiral commander lieutenant deputy trooper inspector superintendent principal councilman "
                 "councilwoman councilor councillor alderman ayatollah emperor uncle aunt"},
};

enum { SLOTS = 4096 };
static struct slot {
    uint64_t hash;
    uint32_t bits;
} slots[SLOTS];
static pthread_once_t filled = PTHREAD_ONCE_INIT;
static atomic_bool is_filled;

/* The ends of the word and its length tell words of the lists apart. Words that are not in them are told by all their bytes up to
 * 16; longer ones by their ends. */
static uint64_t hash_word(str word)
{
    const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t head = 0, tail = 0;
    if (word.len >= 8) {
        memcpy(&head, word.data, 8);
        memcpy(&tail, word.data + word.len - 8, 8);
    } else if (word.len >= 4) {
        memcpy(&head, word.data, 4);
        memcpy(&tail, word.data + word.len - 4, 4);
    } else if (word.len > 0) {
        head = (unsigned char)word.data[0] | (uint64_t)(unsigned char)word.data[word.len / 2] << 8;
        tail = (unsigned char)word.data[word.len - 1];
    }
    uint64_t mixed = (head ^ (tail + word.len) * odd) * odd;
    return (mixed ^ mixed >> 32) * odd;
}

static struct slot *slot_of(str word)
{
    uint64_t hash = hash_word(word) | 1; /* 0 is an empty slot */
    size_t at = hash >> 20 & (SLOTS - 1);
    while (slots[at].hash != 0 && slots[at].hash != hash)
        at = (at + 1) & (SLOTS - 1);
    return &slots[at];
}

static void fill(void)
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        for (str rest = str_from(lists[i].words); rest.len > 0;) {
            str word = str_cut(&rest, ' ');
            struct slot *s = slot_of(word);
            s->hash = hash_word(word) | 1;
            s->bits |= lists[i].bits;
        }
    }
    atomic_store_explicit(&is_filled, true, memory_order_release);
}

static uint32_t bits_of(str folded)
{
    if (!atomic_load_explicit(&is_filled, memory_order_acquire))
        pthread_once(&filled, fill);
    return slot_of(folded)->bits;
}

void place_know(str form, known_word *out)
{
    name_words alone = {.words = &form, .count = 1};
    gazetteer_begin_names(&alone, 1);
    gazetteer_longest_names(&alone, 1);
    out->name_words = alone.most;
    out->may_demonym = alone.may_demonym;
    out->is_name = alone.longest;
    out->place_bits = bits_of(form);
}
