/**
 * Ideas that refusals are made of, each with the words for it in the languages that servers write: English first, then
 * German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian, Chinese, Japanese. A word ending in `*` stands
 * for every word that begins with it. Without accents: texts are compared without them.
 */
export const lexicon = {
  // Things
  MAILBOX:
    'mailbox* inbox* maildrop* mailfolder* mailfile postfach* postkorb boite buzon* casella caixa postvak* mailboks skrzynk* ящик* 邮箱 信箱 メールボックス',
  FOLDER: 'folder* ordner dossier* carpeta* cartell* pasta* map directory папк* 文件夹 フォルダ*',
  USER: 'user* account* recipient* addressee* mailuser alias* person* benutzer* nutzer* konto empfanger* utilisateur* destinataire* compte* usuario* cuenta* destinatario* utente* account conta* gebruiker* ontvanger* uzytkownik* odbiorc* пользовател* получател* 用户 收件人 帐号 账号 ユーザー 宛先',
  RECIPIENT:
    'recipient* rcpt addressee* empfanger* destinataire* destinatario* ontvanger* odbiorc* получател* 收件人 宛先',
  ADDRESS: 'address* adresse* direccion* indirizz* endereco* adres* адрес* 地址 アドレス',
  SENDER:
    'sender* from mailfrom envelope-from absender* expediteur* emetteur remitente* mittente* remetente* afzender* nadawc* отправител* 发件人 差出人',
  DOMAIN: 'domain* domane* domaine* dominio* domein* domen* домен* 域名 ドメイン',
  HOST: 'host* server* mailhost hostname* servidor* serveur* serwer* сервер* 主机 服务器',
  IP: 'ip ips ipv4 ipv6 client* network* netblock netz* adresse-ip',
  MESSAGE:
    'message* mail mails email* e-mail* nachricht* courrier courriel* mensaje* correo* messaggi* mensagem bericht* wiadomosc* письм* сообщени* 邮件 信件 メール',
  CONTENT: 'content* body inhalt* contenu contenido contenuto conteudo inhoud tresc содержани* 内容',
  ATTACHMENT:
    'attachment* attach* anhang anlage piece-jointe jointe adjunto* allegato anexo* bijlage zalacznik вложени* 附件 添付',
  HEADER: 'header* kopfzeile* en-tete cabecera* intestazion* cabecalho заголов*',
  PASSWORD:
    'password* passwd passphrase pass passwort* kennwort* contrasena* senha* wachtwoord* haslo пароль парол* 密码 パスワード passe',
  LOGIN:
    'login* logon log-in signin sign-in authenticat* auth authentification authentifizierung anmeldung* anmelden connexion autenticac* autenticazion* autentic* inloggen logowani* аутентификац* авторизац* 认证 登录 認証 sasl credentials* credential identifiant*',
  CONNECTION:
    'connection* connections session* sessions verbindung* connexions conexion* connession* verbinding* polaczen* соединени* 连接 接続',
  QUOTA: 'quota* storage speicher* espace stockage espacio spazio espaco kwota квот* 空间 容量',
  SIZE: 'size* large bytes grosse gross taille tamano dimension* tamanho grootte rozmiar размер* 大小 サイズ big octets mb',
  TOKEN: 'token* oauth* xoauth* bearer',
  RATE: 'rate* ratelimit* throttl* frequency frequent* frequenz debit hourly daily hour hours minute minutes day days stunde tag heure jour hora dia throughput burst frequencia quickly fast 频率 頻度',
  VIRUS: 'virus* malware* trojan* worm* infected infiziert* phishing* ransomware вирус* 病毒 ウイルス',
  SPAM: 'spam* spammer* junk* ube uce bulk unsolicited unerwunscht* indesirable* phish* спам* 垃圾邮件 垃圾 迷惑メール spamassassin rspamd bogofilter bayes dspam',
  LIST: 'blacklist* blocklist* block-list* dnsbl* rbl* rbls blocked-list blackhole sorbs spamhaus spamcop barracudacentral sbl xbl pbl dbl uribl surbl zen senderbase uceprotect psbl mailspike truncate sperrliste* denylist* listed 黑名单 черн*',
  REPUTATION: 'reputation* reputacion reputazione reputacao complaint* beschwerde* senderscore* репутац* 信誉',
  POLICY:
    'polic* richtlinie* politique* politica* polityk* beleid administrative* administrator* prohibit* политик* 策略 ポリシー',
  RELAY: 'relay* relaying weiterleit* relai* reenvio relais retransmi* ретрансляц* пересылк* forward*',
  REVERSE: 'ptr rdns reverse-dns reverse dns-reverse inverse',
  HELO: 'helo ehlo',
  SPF: 'spf openspf',
  DKIM: 'dkim domainkeys signature* arc',
  DMARC: 'dmarc',
  TLS: 'tls ssl starttls stls encrypt* verschlussel* chiffr* cifr* crypto secure',
  CERTIFICATE: 'certificate* zertifikat* certificat* certificado* certificato* certifica* сертификат* 证书 証明書',
  SYSTEM:
    'system internal local disk filesystem database backend queue spool resources service dienst interne systeme sistema ldap sql mysql daemon process temp temporary',
  LOOP: 'loop* hops hop schleife boucle bucle ciclo цикл*',
  LOCK: 'lock* locked in-use busy gesperrt',
  COMMAND:
    'command* argument* parameter* syntax verb befehl* commande* comando* polecenie команд* 命令 コマンド sequence pipelining protocol',
  GREYLIST: 'greylist* graylist* grey-list* postgrey greypolicy whitelisted first-time',
  SUBSCRIPTION: 'subscri* unsubscri* abonni* abonnement suscri* sottoscri* подпис*',
  NAMESPACE: 'namespace* hierarchy separator prefix delimiter',
  PERMISSION: 'permission* rights acl privileges access berechtigung* droits permisos permessi прав read-only',
  BROWSER: 'browser web webmail website navigateur navegador',
  APPPASSWORD: 'app-password app-specific application-specific anwendungspasswort 授权码',
  DYNAMIC: 'dynamic* dialup dial-up residential dynip dsl isp consumer',
  // What is wrong with them
  FULL: 'full satur* voll uberfullt plein* lleno* pieno* cheia* vol pelna переполн* 已满 満杯 exceed* over overdrawn uberschritten depasse* superad* excedid* superat* przekroczon* превыш* 超过 超出 超限 exhausted insufficient out',
  UNKNOWN:
    'unknown nonexistent non-existent nonexist* unbekannt* inconnu* desconocid* sconosciut* desconhecid* onbekend* nieznan* неизвестн* 不存在 存在しない undeliverable unrouteable unroutable nonexistant no-such',
  EXIST:
    'exist* existiert existe* existent esist* istnieje bestaat существу* found find gefunden trouve* encontrad* trovat* gevonden znalezion* найден* valid resolve* known match* located recognized recognised 存在',
  NOT: "not no non isn't doesn't don't cannot can't couldn't wasn't won't nicht kein* keine ne pas aucun* sin nao nie geen niet нет не 不 没有 never without nor neither unable failed fails failure fail denied missing",
  DENIED:
    'fehlgeschlagen* gescheitert* echec* echou* fallid* fallo fallit* falha* mislukt* niepowodz* неудач* 失败 失敗 denied refus* reject* block* prohibit* forbid* disallow* bounced banned deny denies verweigert abgelehnt abgewiesen blockiert rechazad* denegad* rifiutat* recusad* rejeitad* geweigerd geblokkeerd odrzucon* отклонен* запрещен* заблокирован* 拒绝 拒収 拒否 not-allowed unauthorized unauthorised',
  ALLOWED:
    'allowed permitted authorized authorised accept* erlaubt gestattet autorise* permitid* autorizad* consentit* toegestaan dozwolon* разрешен* allow permit 允许',
  DISABLED:
    'disabled inactive deactivated suspended closed frozen discontinued expired locked deaktiviert gesperrt desactive* suspendu* desactivad* suspendid* disabilitat* sospes* desativad* zablokowan* отключен* заблокирован* приостановлен* 禁用 停用 冻结 停止 abandoned retired dormant',
  INVALID:
    'invalid incorrect wrong bad illegal malformed ungultig* falsch* fehlerhaft* invalide* incorrect* invalid* incorrecto* errat* sbagliat* onjuist ongeldig* nieprawidlow* неверн* неправильн* 错误 无效 不正 unacceptable unsyntactic* mismatch*',
  TOOMANY:
    'too trop zu demasiad* troppi excessiv* excessive exceeded exceeds multiple maximum max limit* maximal* limite* massim* limiet limitu лимит* 限制 超过 制限',
  TOOMUCH:
    'exced* depass* ubersch* superat* przekr* превыш* 超过 超出 too zu trop demasiado troppo muito te za слишком exceeds exceed exceeded larger maximum limit',
  REQUIRED:
    'required require* must need* necessary mandatory erforderlich notwendig benotigt requis* obligatoire* requerid* richiest* necessari* vereist wymagan* требу* 必须 必要 first before please',
  MISSING:
    'missing lack* absent fehlt fehlend* manquant* falta* mancant* ausente* ontbreekt brak отсутств* 缺少 no not empty',
  EXPIRED: 'expired revoked abgelaufen expire* caducado* scadut* expirado* verlopen wygas* истек* 过期 期限',
  UNAVAILABLE:
    'unavailable error errors failure problem* trouble down maintenance overload* busy fehler nicht-verfugbar indisponible erreur* error indisponivel erro errore niedostepn* blad ошибк* недоступ* 错误 エラー shutting shutdown crashed corrupt*',
  LATER:
    'later again retry deferred defer temporarily temporary temporar* spater plus-tard reessayer tarde nuevamente piu tardi riprova tente novamente pozniej позже 稍后 later. postponed delayed',
  COMPROMISED: 'suspended blocked compromised outbound outgoing sending ausgehend* sortant* saliente* paused disabled',
  RESPOND:
    'respond* repond* antwort* rispos* respost* reageer* odpowied* ответ* 响应 応答 answer* reply replies replied',
  FIRST: 'first unknown new unfamiliar unseen recently initial',
} as const;

export type Idea = keyof typeof lexicon;
