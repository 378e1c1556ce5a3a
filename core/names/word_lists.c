/* word_lists.c - which English words does the tagger of quotations know, and as what? */
#include "names/wordbook.h"

/* Order matters: verbs and nouns that bring speech are numbered as they come, and weights.inc knows them by number. After a
 * change here, learn it anew (speaker/tool_train.c). */

/* "said" in other languages, where quotation marks do the rest. With a star: only when written with an accent ("a déclaré"), as
 * it is another word in English without. */
const char wordbook_said_elsewhere[] =
    "sagte sagt erklarte erklart betonte betont meinte meint fugte kritisierte warnte teilte berichtete berichtet erzahlte "
    "erzahlt "
    "beteuerte versicherte versprach antwortete entgegnete forderte behauptete rief fragte verkundete bestatigte schrieb "
    "dit declare affirme ajoute explique estime raconte assure indique rappelle repond plaisante annonce soutient "
    "reconnait souligne confirme insiste avoue regrette martele denonce indigne reagi poursuivi "
    "declare* precise* assure* deplore* note* lance* tempere* "
    "assurait disait expliquait declarait affirmait soutenait racontait conclut confie "
    "dijo dijeron afirmo afirma anadio anade explico explica senalo senala aseguro asegura declaro declara cuenta "
    "reconocio "
    "reconoce advirtio advierte respondio preciso anuncio prometio recordo comento aclaro indico sostuvo destaco informo subrayo "
    "reitero insistio agrego "
    "disse detto dichiarato spiegato aggiunto raccontato osservato precisato replicato risposto affermato sottolineato ricordato "
    "assicurato scherzato commentato sostenuto ribadito dichiara spiega racconta afferma aggiunge sostiene "
    "disseram afirmou declarou acrescentou explicou garantiu contou anunciou prometeu respondeu admitiu lembrou ressaltou "
    "destacou informou comentou "
    "zei zegt vertelde vertelt voegde verklaarde verklaart aldus antwoordde benadrukte meldde "
    "sade sager berattar berattade undrar undrade forklarar forklarade menar svarade "
    "sier sagde siger fortalte forteller fortaeller forklarer forklarte opplyser svarte tilfojer "
    "sanoo sanoi kertoo kertoi totesi toteaa vakuutti "
    "сказал сказала сказали говорит рассказал рассказала заявил заявила сообщил сообщила пояснил пояснила добавил добавила "
    "отметил отметила ответил ответила "
    "powiedzial powiedziala rekl rekla";

/* Verbs: the base form. "admit*" doubles its last letter; "write/wrote/written" names an irregular past and participle. */
const word_list wordbook_verbs[] = {
    {WORD_CUE | WORD_SAY,
     "say/said add tell/told announce reply claim explain insist argue state declare write/wrote/written note acknowledge assert "
     "tweet warn remark respond report continue conclude deny admit* concede allege contend maintain stress emphasize emphasise "
     "complain joke quip* recall predict confirm suggest vow pledge promise ask answer shout yell exclaim whisper mutter murmur "
     "testify reiterate repeat caution opine lament observe boast assure inform remind urge demand blog* proclaim retort "
     "interject counter quote recount posit estimate wonder muse profess attest disclose reveal elaborate clarify stipulate "
     "comment affirm attribute theorize theorise surmise reckon scoff bemoan fume gush crow enthuse echo plead advise instruct "
     "relate intone exhort chant sing/sang/sung cry scream holler bark deadpan* offer tout mention describe swear/swore/sworn "
     "bellow "
     "chuckle sigh laugh growl snap* moan groan grumble gripe grouse carp protest object acquiesce volunteer venture summarize "
     "summarise speculate forecast/forecast project post text email e-mail"},
    {WORD_CUE,
     "call accuse criticize criticise cite praise blast denounce slam* decry condemn mock deride ridicule blame credit refer* "
     "point "
     "discuss talk speak/spoke/spoken address read/read imply indicate hint signal highlight show/showed/shown find/found "
     "think/thought "
     "believe know/knew/known hope expect fear want wish feel/felt see/saw/seen learn hear/heard agree disagree decide decline "
     "refuse "
     "reject dismiss dispute question challenge rebut* refute rebuff oppose support back endorse defend propose recommend "
     "encourage invite order direct command forbid/forbade/forbidden ban* call label brand dub* term characterize characterise "
     "portray "
     "compare liken paint depict denigrate disparage attack assail lambaste lambast excoriate castigate chide rebuke rip* knock "
     "taunt "
     "tease lash hail applaud commend congratulate thank welcome celebrate laud extol* admire apologize apologise confess boo "
     "guess figure assume suppose suspect doubt imagine estimate calculate determine judge rule hold/held publish release issue "
     "file submit* deliver present outline detail illustrate document list name identify define go/went/gone begin/began/begun "
     "start open close end finish interrupt press push chime pipe weigh sound express voice convey communicate relay share pass "
     "mean/meant intend plan vote consider regard view appeal beg* implore beseech request petition pray bet/bet guarantee "
     "threaten promise convince persuade teach/taught lecture preach brief notify alert signal nod* shrug* smile beam "
     "wink gesture rail rant rage vent thunder boom bluster erupt explode hammer needle jab* poke peg* pitch sell/sold plug* "
     "promote "
     "stump campaign run/ran come/came keep/kept turn raise make/made give/gave/given take/took/taken put/put get/got send/sent "
     "sign print air broadcast/broadcast televise record relate narrate accept concur* recognize recognise realize realise "
     "remember forget/forgot/forgotten regret bemoan worry complain charge indict fault slap* sue hit/hit strike/struck scold "
     "berate "
     "admonish reprimand warn caution scold dissuade discourage deter* spotlight underscore underline summarize conclude "
     "interview poll survey study analyze analyse examine review chronicle write explain cover note break/broke/broken reach "
     "seem appear"},
    {WORD_VERB,
     "become/became lead/led win/won lose/lost leave/left meet/met pay/paid bring/brought buy/bought build/built stand/stood "
     "fall/fell/fallen "
     "rise/rose/risen grow/grew/grown draw/drew/drawn drive/drove/driven eat/ate/eaten fly/flew/flown wear/wore/worn sit/sat "
     "spend/spent "
     "try use work play live die kill move help stop* talk look need happen include serve remain create allow provide set/set "
     "let/let "
     "follow change watch walk wait stay carry receive join visit return arrive hire fire arrest treat save cut/cut lie/lay "
     "fight/fought "
     "catch/caught choose/chose/chosen throw/threw/thrown hide/hid/hidden shoot/shot bear/bore/born drop* cause force require "
     "face suffer "
     "enter gain increase rise reduce improve develop produce manage handle protect prepare avoid resign retire succeed fail "
     "attend host organize elect appoint nominate select defeat beat/beat/beaten launch approve block ease tighten seek/sought"},
    {0, NULL},
};

const word_list wordbook_lists[] = {
    {WORD_DETERMINER,
     "the a an this that these those some any no every each all both several many few another either neither such what "
     "one two three four five six seven eight nine ten dozens hundreds thousands most more other half"},
    {WORD_POSSESSIVE, "his her its their my our your whose"},
    {WORD_PREPOSITION,
     "of in on at by for with from to into onto upon about against between among during through throughout over under "
     "above below across along around behind beyond near since until till toward towards without within despite amid "
     "amidst alongside like unlike via per outside inside off up down regarding concerning following including as than according "
     "despite given"},
    {WORD_SUBJECT, "he she they it we i you who everyone everybody someone somebody nobody anyone others one"},
    {WORD_OBJECT, "him her them us me you it himself herself themselves itself"},
    {WORD_RELATIVE, "who which whom whose that"},
    {WORD_CONJUNCTION, "and or but nor yet so plus"},
    {WORD_SUBORDINATOR,
     "that if when while because after before as since although though unless until whether where how why what which "
     "who whereas once"},
    {WORD_AUXILIARY, "is are was were be been being am has have had having do does did done doing 's 're 've"},
    {WORD_MODAL, "would will could can should may might must shall ought"},
    {WORD_NEGATION,
     "not never n't nor no nobody nothing neither hardly scarcely without don't doesn't didn't won't wouldn't can't cannot "
     "couldn't shouldn't isn't aren't wasn't weren't hasn't haven't hadn't"},
    {WORD_TIME,
     "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
     "october november december jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun "
     "today yesterday tomorrow tonight week weeks month months year years day days night morning afternoon evening weekend "
     "hour hours minute minutes last next earlier later recently previously now then ago"},
    {WORD_ADVERB,
     "also then later again now still just even only already often once twice first repeatedly recently previously "
     "however too instead ever always sometimes soon here there today further reportedly allegedly perhaps maybe simply "
     "publicly privately initially originally meanwhile nonetheless nevertheless afterwards afterward thus hence "
     "famously once long openly quickly immediately simply directly specifically briefly finally jokingly bluntly "
     "indeed moreover furthermore likewise similarly conversely accordingly consequently therefore otherwise regardless "
     "nearly almost roughly virtually slightly fully widely largely partly mostly mainly chiefly essentially basically "
     "ultimately eventually apparently presumably supposedly certainly surely clearly evidently obviously naturally "
     "currently lately shortly suddenly gradually usually typically generally normally commonly frequently occasionally "
     "rarely seldom really actually literally incredibly importantly interestingly surprisingly significantly "
     "unfortunately fortunately sadly curiously ironically collectively together elsewhere nearby"},
    {WORD_NOUN_CUE,
     "statement claim comment remark allegation announcement warning suggestion assertion accusation criticism "
     "promise pledge vow prediction complaint denial admission acknowledgment declaration testimony argument speech "
     "call plea demand request appeal question response reply answer reference description tweet message letter "
     "interview report article memo op-ed column notion idea belief view opinion fear concern hope sign indication "
     "evidence insistence contention assurance rumor rumour confirmation recommendation proposal"},
    {NAME_HONORIFIC,
     "mr mrs ms miss mx dr prof sir dame lord lady rev reverend fr father sister brother rabbi imam sheikh sheik "
     "ayatollah mullah pastor bishop archbishop cardinal pope prince princess king queen duke duchess earl baron baroness "
     "count countess viscount gen general lt lieutenant col colonel maj major capt captain sgt sergeant cpl corporal pvt "
     "private cmdr commander adm admiral brig brigadier marshal cmdt insp inspector supt superintendent det detective pc "
     "constable officer sen senator rep representative congressman congresswoman gov governor pres president vice "
     "president-elect premier chancellor minister secretary ambassador judge justice mayor councillor councilman councilwoman "
     "alderman cllr chairman chairwoman chief coach hon rt herr frau monsieur madame mme mlle senor senora signor "
     "professor doctor sheriff commissioner director speaker attorney treasurer deputy prime foreign defence defense "
     "former ex messrs mister hajj haj hadji emir sultan king tsar saint st pte spc ssgt flt sqn wg supreme leader "
     "first second candidate nominee rival actor actress singer author spokesman spokeswoman spokesperson lawyer "
     "analyst economist strategist journalist reporter correspondent columnist commentator activist billionaire "
     "businessman businesswoman democrat republican democratic presidential vice-president"},
    {WORD_MAN,
     "he him his himself mr sir lord king prince duke earl baron father brother congressman councilman chairman spokesman "
     "businessman policeman husband son uncle boy man nephew grandfather dad widower salesman pope bishop archbishop cardinal "
     "imam sheikh sheik ayatollah monsieur herr senor signor gentleman fireman cameraman guy actor waiter"},
    {WORD_WOMAN,
     "she her hers herself mrs ms miss lady dame queen princess duchess countess baroness sister mother congresswoman "
     "councilwoman chairwoman spokeswoman businesswoman policewoman wife daughter aunt girl woman niece grandmother mom "
     "mum widow actress madame mme mlle frau senora nun waitress"},
    {NAME_ROLE,
     "councilor alderman biologist geologist seismologist epidemiologist chemist botanist archaeologist mathematician "
     "meteorologist "
     "hydrologist midwife dentist paediatrician pediatrician veterinarian vicar nun midfielder goalkeeper quarterback batsman "
     "winger "
     "sprinter golfer footballer swimmer referee jockey sculptor composer guitarist drummer dancer trumpeter pianist plumber "
     "fisherman electrician beekeeper waiter "
     "accountant activist actor actress adviser advisor agent aide ally ambassador analyst anchor archbishop architect artist "
     "assistant "
     "astronaut astronomer athlete attorney author banker barrister bishop blogger boss bureaucrat businessman businesswoman "
     "buyer "
     "candidate captain cardinal celebrity ceo chair chairman chairperson chairwoman champion chancellor chef chief cleric clerk "
     "coach "
     "colleague columnist comedian commander commentator commissioner congressman congresswoman constable consultant contractor "
     "coordinator coroner correspondent councillor councilman councilwoman councilmember counsel counselor counsellor critic "
     "curator "
     "customer dealer dean defendant delegate democrat deputy designer detective developer dictator diplomat director dissident "
     "doctor "
     "economist editor educator engineer envoy executive expert farmer father fighter filmmaker firefighter founder fund-raiser "
     "fundraiser general governor guard guest head historian host hostage husband wife mother brother sister son daughter uncle "
     "aunt "
     "cousin friend neighbor neighbour imam inspector insider investigator investor inventor israeli journalist judge juror "
     "justice "
     "king lawmaker lawyer leader lecturer legislator liberal librarian lieutenant lobbyist magistrate major manager mayor "
     "mechanic "
     "mediator member migrant minister mogul monarch moderator musician mp msp nominee novelist nurse observer officer official "
     "operative "
     "opponent organiser organizer owner painter paramedic parent participant partner passenger pastor patient person "
     "philosopher "
     "photographer physician physicist pilot player poet policeman policewoman politician pollster pope premier president priest "
     "prince "
     "princess principal prisoner producer professor prosecutor protester psychiatrist psychologist publisher queen rabbi "
     "reporter "
     "representative republican researcher resident respondent retiree rival sailor scholar scientist secretary senator sergeant "
     "sheriff "
     "shopkeeper singer sociologist soldier solicitor source speaker specialist spokesman spokesperson spokeswoman sportsman "
     "star "
     "statesman strategist striker student superintendent supervisor supporter surgeon surrogate survivor suspect teacher "
     "technician "
     "tenant theologian trader treasurer trustee tutor undersecretary veteran victim vice-president villager volunteer voter "
     "warden "
     "whistleblower whistle-blower witness woman man worker writer youth boy girl teenager bystander motorist driver cyclist "
     "caller "
     "billionaire millionaire entrepreneur tycoon magnate socialist conservative independent progressive nationalist militant "
     "rebel "
     "insurgent premier pm backbencher peer lord lady heiress widow businessperson chairperson clergyman congressperson crewman "
     "cameraman documentarian demonstrator descendant donor elder employee employer examiner father-in-law gunman hero intern "
     "jihadist jury landlord listener marine mentor merchant missionary narrator negotiator newcomer newsman orator parishioner "
     "pathologist pensioner planner predecessor successor preacher proponent purveyor reader refugee regulator rapper skeptic "
     "sceptic "
     "spy student-athlete superdelegate tourist trainer viewer visitor watchdog newsmaker individual businessmen grandson "
     "granddaughter"},
    {WORD_PLURAL,
     "people officials residents voters critics experts supporters analysts sources lawmakers republicans democrats senators "
     "witnesses "
     "police authorities investigators prosecutors scientists researchers doctors economists activists aides advisers allies "
     "leaders "
     "members lawyers attorneys parents students teachers workers delegates donors strategists conservatives liberals protesters "
     "demonstrators soldiers troops rebels militants diplomats ministers reporters journalists editors historians scholars "
     "governors "
     "mayors candidates rivals opponents colleagues friends neighbors neighbours relatives families women men children americans "
     "israelis palestinians russians iranians participants respondents observers organizers organisers executives managers "
     "spokesmen spokespeople representatives consultants operatives insiders villagers locals firefighters paramedics survivors "
     "victims users customers investors traders farmers companies firms agencies groups organizations organisations campaigns "
     "newspapers papers outlets media polls surveys reports documents records emails studies others many some most few both us "
     "libertarians progressives surrogates pollsters veterans christians muslims jews catholics evangelicals unions "
     "countries nations states governments courts judges parties "
     "advocates proponents politicians skeptics sceptics backers attendees legislators academics watchdogs challengers "
     "citizens eyewitnesses professors writers environmentalists guests hackers moderates whistleblowers whistle-blowers "
     "comedians detainees hardliners reformers constituents elders fundraisers immigrants migrants pilots taxpayers "
     "secretaries associates acquaintances owners defenders nurses engineers officers agents applicants campaigners "
     "columnists commentators contractors councillors councilors detectives developers educators regulators retailers "
     "physicians pundits refugees specialists sponsors staffers strikers therapists tourists travelers travellers "
     "trustees unionists visitors volunteers worshippers worshipers youths"},
    {NAME_BODY,
     "ministry department inc corp co ltd llc plc committee university college institute agency association party group company "
     "council commission court bank union federation foundation organization organisation authority bureau office board society "
     "church school hospital police army navy force forces government administration parliament congress senate house assembly "
     "times post journal news tribune herald telegraph guardian press network television radio channel magazine gazette observer "
     "review daily mail sun mirror chronicle examiner globe star bulletin reuters bbc cnn nbc cbs abc fox msnbc npr pbs ap afp "
     "upi "
     "politico bloomberg campaign club league coalition alliance centre center trust fund service services front movement "
     "brotherhood militia brigade division embassy consulate nato un eu fbi cia nsa doj irs epa hamas hezbollah taliban kremlin "
     "pentagon whitehouse airline airlines airways motors industries systems technologies holdings partners capital "
     "securities laboratories labs industry exchange treasury cabinet secretariat tribunal jury team pac superpac caucus "
     "firm newspaper paper outlet website site blog publication corporation enterprise think-tank lobby charity nonprofit ngo "
     "committee chamber regiment command headquarters legislature ombudsman regulator watchdog monarchy palace crown laboratory"},
    {WORD_MEDIUM,
     "report survey poll study statement email e-mail letter document documents filing filings memo article book ad "
     "advertisement commercial video transcript records data website site blog newspaper paper magazine outlet release "
     "editorial column headline story post tweet message note sign banner indictment lawsuit complaint affidavit "
     "ruling petition resolution bill law analysis findings research numbers figures polls surveys reports studies"},
    {NAME_NATIONALITY, "afghan albanian algerian american angolan argentine argentinian armenian australian austrian azerbaijani "
                       "bahraini bangladeshi "
                       "belarusian belgian bolivian bosnian brazilian british bulgarian burmese cambodian cameroonian canadian "
                       "chadian chilean chinese "
                       "colombian congolese croatian cuban cypriot czech danish dominican dutch ecuadorean egyptian emirati "
                       "english eritrean estonian "
                       "ethiopian finnish french gabonese gambian georgian german ghanaian greek guatemalan guinean haitian "
                       "honduran hungarian icelandic "
                       "indian indonesian iranian iraqi irish israeli italian ivorian jamaican japanese jordanian kazakh kenyan "
                       "korean kosovan kurdish "
                       "kuwaiti kyrgyz lao latvian lebanese liberian libyan lithuanian macedonian malaysian malian maltese "
                       "mauritanian mexican moldovan "
                       "mongolian montenegrin moroccan mozambican namibian nepalese nicaraguan nigerian norwegian omani "
                       "pakistani palestinian panamanian "
                       "paraguayan peruvian philippine polish portuguese qatari romanian russian rwandan saudi scottish "
                       "senegalese serbian singaporean "
                       "slovak slovenian somali spanish sudanese swedish swiss syrian taiwanese tajik tanzanian thai tibetan "
                       "togolese tunisian turkish "
                       "turkmen ugandan ukrainian uruguayan uzbek venezuelan vietnamese welsh yemeni zambian zimbabwean european "
                       "african asian arab "
                       "western muslim jewish christian catholic texan californian"},
    {WORD_ABBREVIATION,
     "mr mrs ms dr prof sen rep gov gen lt col maj capt sgt cpl pvt cmdr adm brig rev hon jr sr st mt ft no vs etc inc corp co "
     "ltd "
     "dept est al jan feb mar apr jun jul aug sept sep oct nov dec us uk un eg ie am pm ph messrs mme mlle cllr supt insp det "
     "pres sec atty ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa "
     "tenn tex va vt wash wis wyo dc ny nj nm nc sc nd sd ri nh ont que vol fig op pp"},
    {NAME_GIVEN | NAME_GIVEN_MALE, "james john robert michael william david richard joseph thomas charles christopher daniel "
                                   "matthew anthony mark donald steven paul "
                                   "andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary "
                                   "nicholas eric jonathan stephen larry "
                                   "justin scott brandon benjamin samuel gregory alexander frank patrick raymond jack dennis "
                                   "jerry tyler aaron jose adam nathan henry "
                                   "douglas zachary peter kyle noah ethan jeremy walter christian keith roger terry austin sean "
                                   "gerald carl harold dylan arthur "
                                   "lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah "
                                   "wayne randy vincent mason roy ralph bobby "
                                   "russell bradley philip eugene tony mike bill bob tom jim dan dave steve chris matt greg jeff "
                                   "ben ted ed fred tim ron don ken sam "
                                   "max luke simon ian neil graham colin nigel trevor derek stuart barry clive graeme gordon "
                                   "alistair alastair hugh rupert oliver "
                                   "harry charlie theo leo oscar archie alfie freddie mohammed muhammad mohamed mohammad ahmed "
                                   "ali hassan hussein omar ibrahim yusuf "
                                   "abdul khalid mahmoud mustafa bashar benjamin yoav ehud ariel shimon avi moshe yitzhak "
                                   "vladimir dmitry sergei igor ivan mikhail "
                                   "boris oleg andrei viktor nikolai alexei volodymyr xi jinping narendra rahul amit emmanuel "
                                   "francois jean pierre jacques louis "
                                   "hans klaus jurgen olaf stefan giuseppe silvio matteo giovanni carlos luis jorge miguel pedro "
                                   "pablo francisco fernando javier "
                                   "diego antonio manuel rafael hugo marco ricardo eduardo jake josh zach nick rick rob jon phil "
                                   "doug chuck mitch mitt newt barack "
                                   "marty ray roland seth todd troy victor warren wesley allen andy brad brett chad clint cody "
                                   "craig dale darren dean derrick duane "
                                   "dustin earl elliott ernest evan geoffrey glenn harvey herbert howard jared jay jerome karl "
                                   "lance leon leonard lloyd martin marvin "
                                   "maurice micah norman perry preston reggie reince rex rodney ross shane stanley travis"},
    {NAME_GIVEN | NAME_GIVEN_FEMALE,
     "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly "
     "emily "
     "donna michelle carol amanda melissa deborah stephanie dorothy rebecca sharon laura cynthia amy kathleen angela shirley "
     "brenda emma "
     "anna pamela nicole samantha katherine christine helen debra rachel carolyn janet maria catherine heather diane olivia "
     "julie joyce "
     "victoria ruth virginia lauren kelly christina joan evelyn judith andrea hannah megan cheryl jacqueline martha madison "
     "teresa gloria "
     "sara janice ann kathryn abigail sophia frances jean alice judy isabella julia grace amber denise danielle marilyn beverly "
     "charlotte "
     "natalie theresa diana brittany doris kayla alexis lori marie hillary ivanka melania chelsea nikki carly condoleezza angela "
     "theresa "
     "nicola liz priti yvette harriet fiona gillian siobhan bridget sinead tracey lorraine fatima aisha khadija zainab layla "
     "leila noor "
     "benazir indira sonia golda tzipi ursula christine marine brigitte giorgia olga natalia svetlana tatiana irina yulia "
     "ekaterina "
     "elena katya michele sally jane jill kate katie kathy cathy beth betsy peggy molly meg maggie lucy lily ellen elaine eileen "
     "audrey bonnie becky claire clara connie debbie dana erin gail gina heidi holly ida irene jackie jan jenny jo joanna "
     "josephine "
     "kristen leslie loretta lynn marcia marsha maureen monica naomi norma paula penny phyllis rita rosa rose sheila stacy sue "
     "susie "
     "suzanne sylvia tammy tina tracy valerie vanessa vera veronica vicki wanda wendy yvonne huma donna elise kellyanne"},
    {0, NULL},
};

const word_list wordbook_exceptions[] = {
    {WORD_PREPOSITION | WORD_SUBORDINATOR, "like"},
    {WORD_AUXILIARY, "be do done been"},
    {WORD_MODAL | NAME_COMMON, "will would can"},
    {WORD_SUBJECT | WORD_MAN, "he"},
    {WORD_PREPOSITION, "in of to at by on"},
    {WORD_ABBREVIATION | WORD_NEGATION | WORD_DETERMINER, "no"},
    {0, NULL},
};
