import { PaymentScreen } from "@point_of_sale/app/screens/payment_screen/payment_screen";
import { ProductScreen } from "@point_of_sale/app/screens/product_screen/product_screen";
import { TicketBanner } from "@after_sales_pos/app/ticket/ticket_banner";

Object.assign(ProductScreen.components, { TicketBanner });
Object.assign(PaymentScreen.components, { TicketBanner });
